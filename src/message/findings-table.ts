import { countText, listText, someOf } from './count-text.ts';
import { type GroupCounts, type KindWords, mixedHeading, type StoryTable } from './finding-story.ts';
import { severityLabel } from './severity-label.ts';
import type { Told } from './tell-finding.ts';

type Several = readonly [Told, ...Told[]];

/** The words of the kind that all the findings are of; null where they are of several. */
export function kindOfAll([first, ...others]: Several): KindWords | null {
  return others.every(({ story }) => story.kind === first.story.kind) ? first.story.kind : null;
}

/** The table of several findings, a row each: with the columns of their kind, or those that fit every kind. */
export function findingsTable(findings: Several): StoryTable {
  const kind = kindOfAll(findings);
  const rows = findings.map(({ incident, story, severity }) => [
    incident.state === 'resolved' ? 'Resolved' : severityLabel(severity),
    ...(kind === null ? story.mixedRow : story.row),
  ]);
  return { heading: ['Severity', ...(kind?.heading ?? mixedHeading)], rows, noun: 'incident' };
}

/** Several findings in one sentence without full stop: `5 sources that had been denied were let in to 3 targets`. */
export function summarise(findings: Several): string {
  const kind = kindOfAll(findings);
  if (kind !== null) return kind.summarise(countGroup(findings));
  const counts = [...Map.groupBy(findings, ({ story }) => story.kind)].map(([{ one, many }, { length }]) =>
    countText(length, one, many),
  );
  return `${countText(findings.length, 'finding')}: ${listText(someOf(counts, 'more kind'))}`;
}

/** The same within a sentence, after "in that time": findings of several kinds there were. */
export const summaryClause = (findings: Several): string =>
  `${kindOfAll(findings) === null ? 'there were ' : ''}${summarise(findings)}`;

function countGroup(findings: Several): GroupCounts {
  const found = findings.map(({ incident }) => incident.finding);
  return {
    findings: found.length,
    sources: new Set(found.flatMap(({ sources }) => sources)).size,
    targets: new Set(found.flatMap((finding) => ('targetName' in finding ? [finding.targetName] : []))).size,
    closed: found.filter((finding) => finding.finding === 'exposure' && finding.closedAtMs !== null).length,
  };
}
