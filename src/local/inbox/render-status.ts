import { escapeHtml } from './literal-texts.ts';
import type { LiveStatus } from './live-status.ts';

const numbers = new Intl.NumberFormat('en-US');

/** The strip beside the messages: what happens now, in numbers, as HTML. */
export function renderStatus(status: LiveStatus): string {
  const { doing, written, counted, healthUrl } = status;
  const health = healthUrl === null ? '' : ` <a href="${escapeHtml(healthUrl)}">Health of the app</a>`;
  return `<p class="doing">${escapeHtml(doing)}${health}</p>
<dl class="numbers">
${renderTime(status)}
${written === null ? '' : renderWritten(written)}
${counted === null ? '' : renderCounted(counted, written)}
</dl>
${counted === null || counted.ports.length === 0 ? '' : renderPorts(counted.ports)}`;
}

function renderTime({ eventNowMs, rate }: LiveStatus): string {
  if (eventNowMs === null) return '';
  const [date = '', time = ''] = new Date(eventNowMs).toISOString().split('T');
  const pace = rate === 1 ? 'real time' : `${numbers.format(rate)} times as fast as real time`;
  return number('Time in the logs', `${time.slice(0, 5)} <small>UTC</small>`, `${date}, ${pace}`);
}

function renderWritten(written: NonNullable<LiveStatus['written']>): string {
  const { targets, growingBlobs, blobs, records, tuples, events } = written;
  const blobsNote = `${numbers.format(blobs)} in all, by ${numbers.format(events)} events`;
  return `${number('Targets', numbers.format(targets), 'network interfaces with flow logs')}
${number('Blobs growing', numbers.format(growingBlobs), blobsNote)}
${number('Written', numbers.format(tuples), `tuples in ${numbers.format(records)} records, last 24 hours`)}`;
}

function renderCounted(counted: NonNullable<LiveStatus['counted']>, written: LiveStatus['written']): string {
  const rejected = counted.rejected === 0 ? '' : `, ${numbers.format(counted.rejected)} rejected`;
  const isAll = written !== null && written.tuples === counted.tuples ? ' <small>= all</small>' : '';
  const note = `tuples in ${numbers.format(counted.records)} records${rejected}`;
  const sources = `denied flows from ${numbers.format(counted.deniedSources)} public addresses`;
  return `${number('Counted', `${numbers.format(counted.tuples)}${isAll}`, note)}
${number('Turned away', numbers.format(counted.deniedFlows), sources)}`;
}

/** `value` is HTML, the others text. */
function number(label: string, value: string, note: string): string {
  return `<div><dt>${escapeHtml(label)}</dt><dd>${value}<span>${escapeHtml(note)}</span></dd></div>`;
}

function renderPorts(ports: NonNullable<LiveStatus['counted']>['ports']): string {
  const most = Math.max(...ports.map(({ flows }) => flows));
  const rows = ports.map(
    ({ label, flows, sources }) => `<tr><th scope="row">${escapeHtml(label)}</th>
<td class="bar"><progress max="${most}" value="${flows}" aria-hidden="true"></progress></td>
<td>${numbers.format(flows)}</td><td>${numbers.format(sources)}</td></tr>`,
  );
  return `<table class="ports"><caption>Doors knocked at most</caption>
<thead><tr><th scope="col">Port</th><td></td><th scope="col">Denied</th><th scope="col">Sources</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>`;
}
