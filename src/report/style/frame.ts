/** The page's frame: its head with the day, the verdict, the way through the page, the sheets of its parts, its foot. */
export const frame = `
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); overflow-wrap: break-word; }
a { color: var(--accent); text-underline-offset: 0.15em; }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
h1, h2, h3, h4, p, ul, ol, dl, dd, figure { margin: 0; }
code { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; font-size: 0.86em; }
.unseen, .skip:not(:focus) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip:focus { position: absolute; top: 0.5rem; left: 0.5rem; padding: 0.5rem 0.9rem; background: var(--paper); border-radius: 6px; z-index: 1; }
.page { max-width: 66rem; margin: 0 auto; padding: 1.5rem 1.5rem 3rem; }
.top { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; align-items: baseline; justify-content: space-between; margin-bottom: 1.5rem; }
.brand { display: flex; gap: 0.6rem; align-items: center; font-weight: 650; letter-spacing: -0.005em; }
.brand svg { width: 1.75rem; height: 1.75rem; }
.days { display: flex; gap: 1.25rem; font-size: 0.92rem; }
h1 { font-size: clamp(1.6rem, 4vw, 2.15rem); font-weight: 680; letter-spacing: -0.02em; line-height: 1.2; }
.zone { color: var(--quiet); margin: 0.2rem 0 1.25rem; font-size: 0.92rem; }
.verdict { padding: 1.1rem 1.35rem; border-radius: 12px; border-left: 6px solid var(--quiet); background: var(--paper); font-size: clamp(1.08rem, 2.4vw, 1.28rem); line-height: 1.42; }
.verdict .kind { display: inline-block; margin-right: 0.4rem; font-weight: 700; }
.verdict.act { border-color: var(--critical); background: var(--critical-soft); } .verdict.act .kind { color: var(--critical); }
.verdict.look { border-color: var(--high); background: var(--high-soft); } .verdict.look .kind { color: var(--high); }
.verdict.learning { border-color: var(--low); background: var(--low-soft); } .verdict.learning .kind { color: var(--low); }
.verdict.quiet { border-color: var(--good); background: var(--good-soft); } .verdict.quiet .kind { color: var(--good); }
.verdict.no-data { border-color: var(--ops); background: var(--ops-soft); } .verdict.no-data .kind { color: var(--ops); }
.notice { margin-top: 0.9rem; padding: 0.7rem 1rem; border-radius: 10px; background: var(--medium-soft); color: var(--ink); font-size: 0.94rem; }
.key-numbers dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 1px; margin-top: 1rem; overflow: hidden;
  border: 1px solid var(--line); border-radius: 12px; background: var(--line); }
.key-numbers dl > div { padding: 0.9rem 1.1rem 1rem; background: var(--paper); }
.key-numbers dt { color: var(--quiet); font-size: 0.85rem; }
.key-numbers dd { font-size: 1.75rem; font-weight: 660; letter-spacing: -0.02em; line-height: 1.25; font-variant-numeric: tabular-nums; }
.key-numbers small { display: block; color: var(--quiet); font-size: 0.82rem; font-weight: 400; letter-spacing: 0; line-height: 1.35; }
.contents { margin: 1.25rem 0 0; font-size: 0.9rem; }
.contents ul { display: flex; flex-wrap: wrap; gap: 0.3rem 1.1rem; padding: 0; list-style: none; }
main > section[aria-labelledby] { margin-top: 1.5rem; padding: 1.4rem 1.5rem 1.6rem; border: 1px solid var(--line); border-radius: 12px; background: var(--paper); }
h2 { margin-bottom: 1rem; font-size: 1.25rem; font-weight: 670; letter-spacing: -0.012em; line-height: 1.25; }
h3 { font-size: 1.02rem; font-weight: 650; line-height: 1.35; }
h4 { font-size: 0.92rem; font-weight: 650; }
.nothing, .aside, .others, .small { color: var(--quiet); font-size: 0.9rem; }
.aside, .others { margin-top: 0.6rem; }
main > section > .aside:first-of-type { margin: 0 0 0.5rem; }
.quiet { color: var(--quiet); }
.groups { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); gap: 1.25rem 2rem; }
.groups ul, .why ul { margin-top: 0.3rem; padding-left: 1.1rem; }
.groups li, .why li { margin-top: 0.25rem; }
.groups h3, .groups li { font-size: 0.95rem; }
.beside-each-other { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 25rem), 1fr)); gap: 1.25rem 2.5rem; align-items: start; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); gap: 0.9rem 2rem; }
.facts dt { color: var(--quiet); font-size: 0.85rem; }
.foot { margin-top: 2rem; color: var(--quiet); font-size: 0.87rem; }
.foot p + p { margin-top: 0.2rem; }
`;
