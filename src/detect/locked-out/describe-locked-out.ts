import { slotMs } from '../../model/facts.ts';
import type { LockedOut } from '../../model/findings/locked-out.ts';
import { firstSlot, lastSlot, sumFlows } from '../breakthrough/find-candidates.ts';
import { compareText } from '../compare-text.ts';
import type { Detection } from '../detection.ts';
import { leadingRule } from '../leading-rule.ts';
import { readDoor, seenTarget } from '../view-window.ts';
import { countText } from '../words/count-text.ts';
import { minuteText } from '../words/minute-text.ts';
import { portText } from '../words/port-text.ts';
import type { ExpectedRows } from './expected-rows.ts';
import type { Stretch } from './latest-stretch.ts';

/** An expected source that is kept out of a door. */
export interface KeptOut {
  /** Rows of `denied`, the whole window. */
  readonly denied: ExpectedRows;
  readonly stretch: Stretch;
  /** Rows of `allowed` of the same label and door, the whole window. */
  readonly letInRows: readonly number[];
}

/** Makes the finding of one label and door. */
export function describeLockedOut({ view, settings, nameOf }: Detection, { denied, stretch, letInRows }: KeptOut): LockedOut {
  const { facts } = view;
  const { label, rows } = denied;
  const door = readDoor(view, denied.door);
  const seen = seenTarget(view, denied.door);
  const sources = sourcesByDenials(facts.denied, rows, facts.sources.address);
  const lastDenied = lastSlot(facts.denied, rows);
  const lastLetIn = letInRows.length === 0 ? null : lastSlot(facts.allowed, letInRows) * slotMs;
  return {
    finding: 'locked-out',
    key: `${seen.key} ${portText(door.port, door.protocol)} ${label}`,
    severity: 'medium',
    openedAtMs: stretch.metSlot * slotMs,
    lastSeenAtMs: (lastDenied + 1) * slotMs,
    sources: sources.map(({ address }) => address),
    doors: [door],
    score: null,
    digestOnly: false,
    installedAtMs: seen.installedAtMs,
    learning: null,
    label,
    door,
    targetName: nameOf(seen.target),
    country: facts.sources.country[sources[0]?.index ?? -1] ?? '',
    denials: sumFlows(facts.denied, rows),
    firstDeniedAtMs: firstSlot(facts.denied, rows) * slotMs,
    lastDeniedAtMs: lastDenied * slotMs,
    deniedBy: leadingRule(facts.denied, rows, facts.rules),
    lastLetInAtMs: lastLetIn,
    why: [
      stretchText(stretch, settings.bounds.lockedOut.denials),
      'The settings expect these sources at that door (expectedSources).',
      letInText(lastLetIn, view.isWatched(door.port, door.protocol)),
      'Medium, because someone who should come in is turned away.',
    ],
  };
}

/** Most denials first. */
function sourcesByDenials(
  denied: { readonly source: Uint32Array; readonly flows: Uint32Array },
  rows: readonly number[],
  addresses: readonly string[],
): { readonly index: number; readonly address: string }[] {
  const flows = new Map<number, number>();
  for (const row of rows) {
    const source = denied.source[row] ?? 0;
    flows.set(source, (flows.get(source) ?? 0) + (denied.flows[row] ?? 0));
  }
  return [...flows]
    .map(([index, count]) => ({ index, count, address: addresses[index] ?? '' }))
    .sort((a, b) => b.count - a.count || compareText(a.address, b.address));
}

function stretchText({ metSlot, denials, slots }: Stretch, least: number): string {
  const untilMs = (metSlot + 1) * slotMs;
  return `${countText(denials, 'denial')} in the 15 minutes up to ${minuteText(untilMs)}, in ${slots} of its three slots of five minutes (at least ${least}, in two of three).`;
}

function letInText(lastLetInAtMs: number | null, isWatched: boolean): string {
  if (lastLetInAtMs !== null) return `Someone expected there was last let in at ${minuteText(lastLetInAtMs)}.`;
  return isWatched
    ? 'Nobody expected there was let in in the last 24 hours.'
    : 'Whether anyone expected there was let in is not recorded: the port is not watched.';
}
