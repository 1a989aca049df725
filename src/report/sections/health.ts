import type { DigestHealth, RejectedPlace } from '../../model/digest/digest-health.ts';
import { withFullName } from '../html/full-name.ts';
import { type Content, type Html, html } from '../html/html.ts';
import { countOf, numberText } from '../html/number-text.ts';
import { table } from '../html/table.ts';
import type { PageInput, Section } from '../section.ts';

/** How Knockwatch itself was. */
export function healthSection({ digest: { health }, times }: PageInput): Section {
  const facts: readonly (readonly [string, Content])[] = [
    ['Records read', numberText(health.records)],
    ['Tuples read', numberText(health.tuples)],
    ['Rejected', rejectedText(health)],
    ['Told by two logs', `${countOf(health.alsoLoggedElsewhere, 'flow')}, counted once`],
    ['Delay', delayText(health.lagAtMostMinutes)],
    ['Messages', messagesText(health, times.moment)],
    ['Country database', databaseText(health)],
  ];
  const list = html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
  return { id: 'health', title: 'Health', content: [list, health.places.length === 0 ? null : rejectedTable(health)] };
}

function rejectedText({ rejected, reasons }: DigestHealth): string {
  if (rejected === 0) return 'nothing';
  return `${numberText(rejected)}: ${reasons.map(({ reason, count }) => `${numberText(count)} ${reason}`).join(', ')}`;
}

function delayText(minutes: number | null): string {
  if (minutes === null) return 'no record was read';
  if (minutes > 60) return 'at least 5 of 100 records were counted more than an hour after their own time';
  return `95 of 100 records were counted within ${countOf(minutes, 'minute')} of their own time`;
}

function messagesText({ undelivered, failed }: DigestHealth, moment: (ms: number) => string): string {
  const waiting =
    undelivered === null
      ? []
      : [`${countOf(undelivered.messages, 'message')} waiting for Slack since ${moment(undelivered.sinceMs)}`];
  const stuck = failed.map(({ code, messages }) => `${countOf(messages, 'message')} refused by Slack (${code})`);
  const all = [...waiting, ...stuck];
  return all.length === 0 ? 'all delivered' : all.join(', ');
}

function databaseText({ countryDatabase }: DigestHealth): string {
  if (countryDatabase === null) return 'not known';
  const { builtAtMs, days, isOwn } = countryDatabase;
  return `${isOwn ? 'your own' : 'DB-IP, embedded'}, of ${new Date(builtAtMs).toISOString().slice(0, 10)} (${countOf(days, 'day')} old)`;
}

const rejectedTable = ({ places, rejected, replayDays }: DigestHealth): Html =>
  html`${table({
    caption: 'What could not be decoded',
    isCaptionSeen: true,
    columns: [
      { label: 'Reason' },
      { label: 'In detail' },
      { label: 'Flow log' },
      { label: 'Byte', isNumber: true },
      { label: 'Length', isNumber: true },
    ],
    rows: places.map(placeCells),
    others: rejected > places.length ? `… and ${numberText(rejected - places.length)} more.` : null,
  })}${replayDays.length === 0 ? null : html`<p class="aside">A version that can decode them reads them again by <code>knockwatch replay ${replayDays.join(' ')}</code>.</p>`}`;

const placeCells = ({ reason, detail, flowLog, account, container, path, offset, length }: RejectedPlace): readonly Content[] => [
  reason,
  detail,
  withFullName(flowLog, [account, container, path].filter((part) => part !== '').join('/')),
  numberText(offset),
  numberText(length),
];
