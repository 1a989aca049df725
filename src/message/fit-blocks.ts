import { blocksCharacters } from './check-slack-limits.ts';
import { countText } from './count-text.ts';
import { tableHeading } from './finding-story.ts';
import { severityLabel } from './severity-label.ts';
import { contextBlock, type SlackBlock, tableBlock } from './slack-blocks.ts';
import type { Told } from './tell-finding.ts';

/** Kept free for what stands between the blocks. */
const reserve = 300;
const maxRows = 50;

/** Whether the blocks and a table of all the findings have room in one message. */
export function fitsWithTable(blocks: readonly SlackBlock[], findings: readonly Told[]): boolean {
  return findings.length <= maxRows && fits(findings.length === 0 ? blocks : [...blocks, findingsTable(findings)]);
}

function fits(blocks: readonly SlackBlock[]): boolean {
  return JSON.stringify(blocks).length <= blocksCharacters - reserve;
}

/**
 * Puts a table of findings between `head` and `tail`, with as many rows as Slack takes in one message; what does not fit
 * is counted below. No table where there is nothing to show or not one row fits.
 */
export function withTable(
  head: readonly SlackBlock[],
  findings: readonly Told[],
  tail: readonly SlackBlock[],
): readonly SlackBlock[] {
  for (let shown = Math.min(findings.length, maxRows); shown > 0; shown--) {
    const blocks = [...head, findingsTable(findings.slice(0, shown)), ...uncounted(findings.length - shown), ...tail];
    if (fits(blocks)) return blocks;
  }
  return [...head, ...uncounted(findings.length), ...tail];
}

function findingsTable(findings: readonly Told[]): SlackBlock {
  const rows = findings.map(({ incident, story }) => [
    incident.state === 'resolved' ? 'Resolved' : severityLabel(incident.severity),
    ...story.row,
  ]);
  return tableBlock([['Severity', ...tableHeading], ...rows]);
}

function uncounted(left: number): readonly SlackBlock[] {
  return left > 0 ? [contextBlock(`and ${countText(left, 'more incident')} that this message has no room for`)] : [];
}
