/** Colours and type of every page that Knockwatch shows, light, dark and on paper. Contrast of text is at least 4.5 to 1, of lines in charts 3 to 1. */
export const tokens = `
:root {
  color-scheme: light dark;
  --ground: #f6f5f2; --paper: #ffffff; --sunk: #f2f0eb; --ink: #1b2430; --quiet: #5b6068; --line: #e2ded6; --strong-line: #c9c4b9;
  --accent: #1f5a96; --accent-soft: #e8eff7;
  --critical: #a3142c; --critical-soft: #fbe9eb; --high: #a8450b; --high-soft: #fcefe3; --medium: #7a5a00; --medium-soft: #fbf3d9;
  --low: #2f5f8f; --low-soft: #e8f0f8; --ops: #5b6068; --ops-soft: #efedea; --good: #1f6b48; --good-soft: #e5f3ec;
  --series-1: #2b5f9e; --series-2: #c8642d; --series-3: #2a8c83; --series-4: #c9981f; --series-5: #8a5aa0; --series-6: #6f8c3a;
  --series-7: #b3567b; --series-8: #7d6550; --series-rest: #aeb0b0; --heat: #a5471f; --on-weak: #000000; --on-middle: #000000; --on-strong: #ffffff; --grid: #e8e4dc;
  font-family: -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Ubuntu, Cantarell, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
  font-size: 16px; line-height: 1.5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12161b; --paper: #1a2027; --sunk: #222932; --ink: #e3e7ec; --quiet: #a2abb5; --line: #2e3741; --strong-line: #46525f;
    --accent: #84b8ec; --accent-soft: #1f2f40;
    --critical: #ff8d99; --critical-soft: #40191f; --high: #f5a167; --high-soft: #3b2614; --medium: #e3bd55; --medium-soft: #352c12;
    --low: #8fbdea; --low-soft: #1c2e40; --ops: #a2abb5; --ops-soft: #262e37; --good: #7ed0a8; --good-soft: #17332a;
    --series-1: #6aa5e4; --series-2: #e98d5a; --series-3: #4dbab0; --series-4: #e2b94e; --series-5: #b98fd0; --series-6: #9dbb62;
    --series-7: #e08bab; --series-8: #b89d84; --series-rest: #6c757e; --heat: #e08a5d; --on-weak: #ffffff; --on-middle: #000000; --on-strong: #000000; --grid: #2b333d;
  }
}
@media print {
  :root {
    color-scheme: light;
    --ground: #ffffff; --paper: #ffffff; --sunk: #f6f5f2; --ink: #111820; --quiet: #4a4f56; --line: #d5d0c6; --strong-line: #b4aea2;
    --accent: #1f5a96; --accent-soft: #eef3f9;
    --critical: #a3142c; --critical-soft: #fdf3f4; --high: #a8450b; --high-soft: #fdf5ee; --medium: #7a5a00; --medium-soft: #fdf8e8;
    --low: #2f5f8f; --low-soft: #f2f6fb; --ops: #4a4f56; --ops-soft: #f6f5f2; --good: #1f6b48; --good-soft: #f0f8f4;
    --series-1: #2b5f9e; --series-2: #c8642d; --series-3: #2a8c83; --series-4: #c9981f; --series-5: #8a5aa0; --series-6: #6f8c3a;
    --series-7: #b3567b; --series-8: #7d6550; --series-rest: #aeb0b0; --heat: #a5471f; --on-weak: #000000; --on-middle: #000000; --on-strong: #ffffff; --grid: #e2ded6;
  }
}
`;
