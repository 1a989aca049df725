/** On a phone tables stand row under row; on paper everything that can be opened is open, and nothing is cut in two that need not be. */
export const smallAndPaper = `
@media screen and (width < 46rem) {
  .page { padding: 1rem 0.9rem 2rem; }
  main > section[aria-labelledby] { padding: 1.1rem 1rem 1.25rem; }
  .chart.wide { display: none; } .chart.narrow { display: block; max-width: 30rem; }
  .score { grid-template-columns: minmax(0, 1fr); } .waterfall { max-width: 24rem; }
  .key-numbers dl { grid-template-columns: 1fr 1fr; } .key-numbers dl > :last-child:nth-child(odd) { grid-column: 1 / -1; }
  .stacks thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stacks, .stacks tbody, .stacks caption { display: block; }
  .stacks tr { display: flex; flex-wrap: wrap; gap: 0.1rem 1.1rem; padding: 0.55rem 0; border-top: 1px solid var(--line); }
  .stacks th, .stacks td { padding: 0; border: 0; } .stacks tbody th { flex: 0 0 100%; }
  .stacks td { text-align: left; white-space: normal; } .stacks td::before { content: attr(data-name) " "; color: var(--quiet); font-size: 0.86em; }
  .stacks .spark svg { display: inline-block; margin: 0; vertical-align: -0.35rem; }
}
@media print {
  @page { margin: 14mm 12mm; }
  :root { font-size: 10.5px; }
  * { print-color-adjust: exact; }
  .page { max-width: none; padding: 0; }
  .days, .contents, .skip, .numbers > summary { display: none; }
  .numbers::details-content { display: block; block-size: auto; content-visibility: visible; }
  .scroller { overflow: visible; }
  main > section[aria-labelledby] { margin-top: 1.2rem; padding: 1rem 0 0; border-width: 1px 0 0; border-radius: 0; }
  h2, h3, h4, figcaption, caption, thead { break-after: avoid; }
  .incident, tr, .chart, .groups > div, .verdict, .key-numbers { break-inside: avoid; }
  a { color: inherit; text-decoration: none; }
  th, td { padding: 0.22rem 0.5rem 0.22rem 0; } tbody th { min-width: 5.5rem; }
  .scrolls { font-size: 0.78rem; } .scrolls th, .scrolls td { padding-right: 0.3rem; } .scrolls thead th { overflow-wrap: anywhere; font-size: 0.7rem; }
}
`;
