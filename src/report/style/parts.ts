/** What stands inside the parts: incidents, badges, charts, tables. */
export const parts = `
.badge { display: inline-block; padding: 0.05em 0.55em; border-radius: 999px; background: var(--ops-soft); color: var(--ops); font-size: 0.76rem; font-weight: 650;
  line-height: 1.5; vertical-align: 0.08em; white-space: nowrap; }
.badge.critical { background: var(--critical-soft); color: var(--critical); } .badge.high { background: var(--high-soft); color: var(--high); }
.badge.medium { background: var(--medium-soft); color: var(--medium); } .badge.low { background: var(--low-soft); color: var(--low); }
.badge.good { background: var(--good-soft); color: var(--good); }
.incident { padding: 1rem 0 1.1rem; border-top: 1px solid var(--line); }
.incident:first-child { padding-top: 0; border-top: 0; } .incident:last-child { padding-bottom: 0; }
.incident > * + * { margin-top: 0.45rem; }
.incident h3 { font-size: 1.08rem; } .incident h3 .badge { margin-right: 0.3rem; }
.incident > p { max-width: 48rem; }
.to-do b { margin-right: 0.35rem; }
.why { font-size: 0.93rem; } .why h4 { margin-bottom: 0.2rem; }
.score { display: grid; grid-template-columns: 21.5rem minmax(0, 1fr); gap: 0 2rem; margin-top: 0.75rem; } .score h4 { grid-column: 1 / -1; }
.waterfall { align-self: start; }
figure { margin: 0; } figure + *, .aside + figure { margin-top: 1.75rem; }
figcaption b { font-weight: 650; } figcaption span { color: var(--quiet); font-size: 0.9rem; }
.chart { margin-top: 0.75rem; } .chart svg, .waterfall svg { display: block; max-width: 100%; height: auto; overflow: visible; }
.chart.narrow { display: none; } .chart svg text, .waterfall svg text { font-family: inherit; white-space: pre; }
.spark svg { display: block; width: 96px; height: 24px; margin-left: auto; }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; margin-top: 0.5rem; padding: 0; list-style: none; font-size: 0.86rem; }
.swatch { display: inline-block; width: 0.75em; height: 0.75em; margin-right: 0.4em; border-radius: 2px; background: var(--series-rest); }
.s1 { background: var(--series-1); } .s2 { background: var(--series-2); } .s3 { background: var(--series-3); } .s4 { background: var(--series-4); }
.s5 { background: var(--series-5); } .s6 { background: var(--series-6); } .s7 { background: var(--series-7); } .s8 { background: var(--series-8); }
.numbers { margin-top: 0.6rem; font-size: 0.9rem; } .numbers > summary { width: fit-content; color: var(--accent); cursor: pointer; } .numbers table { margin-top: 0.4rem; }
table { width: 100%; border-collapse: collapse; font-size: 0.91rem; font-variant-numeric: tabular-nums; }
* + table { margin-top: 1.25rem; }
caption { padding-bottom: 0.35rem; text-align: left; font-weight: 650; } caption.unseen { padding: 0; }
th, td { padding: 0.4rem 0.9rem 0.4rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
tr > :last-child { padding-right: 0; }
thead th { border-top: 0; color: var(--quiet); font-size: 0.82rem; vertical-align: bottom; }
tbody th { min-width: 9rem; overflow-wrap: anywhere; }
.number { text-align: right; } td.number { white-space: nowrap; }
.port { font-weight: 600; } .flag { font-size: 1.05em; }
.beside { color: var(--quiet); font-size: 0.86em; overflow-wrap: anywhere; } td .beside, .under { display: block; }
.change.more { color: var(--high); font-weight: 650; } .change.less { color: var(--low); font-weight: 650; }
.full-name > summary { cursor: pointer; list-style: none; } .full-name > summary > span:first-child { text-decoration: underline dotted var(--strong-line); text-underline-offset: 0.25em; }
.full-name > summary::-webkit-details-marker { display: none; }
.full-name code { display: block; margin-top: 0.2rem; color: var(--quiet); overflow-wrap: anywhere; }
.scroller { overflow-x: auto; }
`;
