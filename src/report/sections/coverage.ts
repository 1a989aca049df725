import type { FlowLogCoverage } from '../../model/digest/coverage.ts';
import { withFullName } from '../html/full-name.ts';
import { type Content, type Html, html } from '../html/html.ts';
import { countOf, numberText } from '../html/number-text.ts';
import { table } from '../html/table.ts';
import type { Times } from '../html/time-text.ts';
import type { PageInput, Section } from '../section.ts';

/** Lines of the table; the troubled flow logs come first. */
const mostLines = 60;

const columns = [
  { label: 'Flow log' },
  { label: 'Kind' },
  { label: 'State' },
  { label: 'Seen since' },
  { label: 'Last record' },
  { label: 'Hours', isNumber: true },
  { label: 'Interfaces', isNumber: true },
  { label: 'Records', isNumber: true },
  { label: 'Rejected', isNumber: true },
];

/** What Knockwatch can see: which flow logs write, since when, which went silent, which are read twice, which end. */
export function coverageSection({ digest: { flowLogs, data, day }, times }: PageInput): Section {
  const sorted = flowLogs.toSorted((a, b) => rank(a) - rank(b));
  const more = sorted.length - mostLines;
  const list =
    flowLogs.length === 0
      ? html`<p class="nothing">No flow log is known yet.</p>`
      : table({
          caption: `${countOf(flowLogs.length, 'flow log')}; a name opens to its full path`,
          isCaptionSeen: true,
          columns,
          rows: sorted.slice(0, mostLines).map((flowLog) => coverageCells(flowLog, times, day.madeAtMs)),
          others: more > 0 ? `… and ${numberText(more)} more that are recording.` : null,
        });
  return { id: 'coverage', title: 'Coverage of flow logs', content: [retirement(flowLogs), list, silentTargets(data)] };
}

const rank = ({ state }: FlowLogCoverage): number => ['silent', 'unseen', 'recording'].indexOf(state);

function retirement(flowLogs: readonly FlowLogCoverage[]): Html | null {
  const ending = flowLogs.filter(({ retiresOn }) => retiresOn !== null);
  const on = ending[0]?.retiresOn ?? null;
  if (on === null) return null;
  return html`<p class="notice">NSG flow logs end on <time datetime="${on}">${on}</time>: ${countOf(ending.length, 'flow log')} of ${numberText(flowLogs.length)} ${
    ending.length === 1 ? 'is' : 'are'
  } of that kind. Virtual network flow logs take their place.</p>`;
}

/** The last record is known by its hour, which may not be over. */
function coverageCells(flowLog: FlowLogCoverage, times: Times, madeAtMs: number): readonly Content[] {
  const { id, name, kind, firstListedAtMs, lastRecordMs, hoursWithRecords, interfaces, records, rejected } = flowLog;
  return [
    withFullName(name, id),
    html`${kind === 'nsg' ? 'NSG' : 'VNet'}${flowLog.retiresOn === null ? null : html` <span class="badge medium">ends ${flowLog.retiresOn}</span>`}`,
    stateContent(flowLog, times),
    firstListedAtMs === null ? '–' : times.moment(firstListedAtMs),
    lastRecordMs === null ? 'none in 14 days' : times.moment(Math.min(lastRecordMs, madeAtMs)),
    numberText(hoursWithRecords),
    numberText(interfaces),
    numberText(records),
    rejected === 0 ? '0' : html`<b>${numberText(rejected)}</b>`,
  ];
}

const stateBadges: Readonly<Record<FlowLogCoverage['state'], Html>> = {
  recording: html`<span class="badge good">recording</span>`,
  silent: html`<span class="badge high">silent</span>`,
  unseen: html`<span class="badge medium">never read</span>`,
};

function stateContent({ state, silentSpans, isReadTwice, alsoLoggedElsewhere }: FlowLogCoverage, times: Times): Html {
  const silent = silentSpans.slice(0, 4).map(times.span);
  const gaps =
    silent.length === 0
      ? null
      : html`<span class="beside">no records ${silent.join(', ')}${silentSpans.length > 4 ? ' and more' : ''}</span>`;
  const twice = isReadTwice ? html` <span class="badge low">read twice</span>` : null;
  const also =
    alsoLoggedElsewhere === 0
      ? null
      : html`<span class="beside">${countOf(alsoLoggedElsewhere, 'flow')} told by another log too, counted once</span>`;
  return html`${stateBadges[state]}${twice}${gaps}${also}`;
}

function silentTargets({ silentTargets: targets, moreSilentTargets }: PageInput['digest']['data']): Html | null {
  if (targets.length === 0) return null;
  const more = moreSilentTargets === 0 ? null : `… and ${countOf(moreSilentTargets, 'more target')}.`;
  return table({
    caption: 'Targets that logged before and not on this day; they may be switched off',
    isCaptionSeen: true,
    columns: [{ label: 'Target' }, { label: 'Network interface' }, { label: 'Last logged' }],
    rows: targets.map(({ name, mac, lastDay }) => [name, mac, lastDay]),
    others: more,
  });
}
