import { type HistoryProgress, historyText } from '../history/history-progress.ts';
import { escapeHtml } from './literal-texts.ts';
import type { LiveStatus } from './live-status.ts';

const numbers = new Intl.NumberFormat('en-US');

/** What the run does, in words, with the links to the day's page and the app's health, as HTML. */
export function renderDoing({ doing, healthUrl, reportUrl }: LiveStatus): string {
  const links = [link(reportUrl, 'The day as a page'), link(healthUrl, 'Health of the app')].filter((one) => one !== '');
  return `${escapeHtml(doing)}${links.length === 0 ? '' : ` <span class="links">${links.join(' ')}</span>`}`;
}

const link = (url: string | null, text: string): string =>
  url === null ? '' : `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>`;

/** What happens now, in numbers, as HTML. */
export function renderNumbers(status: LiveStatus): string {
  const { written, history, counted } = status;
  return `<dl>
${renderTime(status)}
${written === null ? '' : renderWritten(written)}
${counted === null ? '' : renderCounted(counted, written)}
</dl>
${history === null ? '' : renderHistory(history)}
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
  const missing = Math.max(0, (written?.tuples ?? 0) - counted.tuples);
  const onTheirWay = written === null ? '' : missing === 0 ? '; that is all' : `; ${numbers.format(missing)} on their way`;
  const note = `tuples in ${numbers.format(counted.records)} records${rejected}${onTheirWay}`;
  const sources = `denied flows from ${numbers.format(counted.deniedSources)} public addresses`;
  return `${number('Counted', numbers.format(counted.tuples), note)}
${number('Turned away', numbers.format(counted.deniedFlows), sources)}`;
}

/** `value` is HTML, the others text. */
function number(label: string, value: string, note: string): string {
  return `<div><dt>${escapeHtml(label)}</dt><dd>${value}<span>${escapeHtml(note)}</span></dd></div>`;
}

function renderHistory(history: HistoryProgress): string {
  if (history.step === 'read') return `<p class="history">History: all ${numbers.format(history.hours)} hours read</p>`;
  return `<p class="history"><label for="history">History: ${historyText(history)}</label>
<progress id="history" max="${history.hours}" value="${history.done}"></progress></p>`;
}

function renderPorts(ports: NonNullable<LiveStatus['counted']>['ports']): string {
  const most = Math.max(...ports.map(({ flows }) => flows));
  const rows = ports.map(
    ({ label, flows, sources }) => `<tr><th scope="row">${escapeHtml(label)}
<progress max="${most}" value="${flows}" aria-hidden="true"></progress></th>
<td>${numbers.format(flows)}</td><td>${numbers.format(sources)}</td></tr>`,
  );
  return `<table class="ports"><caption>Doors knocked at most often</caption>
<thead><tr><th scope="col">Port</th><th scope="col">Denied</th><th scope="col">Sources</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>`;
}
