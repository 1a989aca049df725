import { slotMs } from '../../model/facts.ts';
import type { Exposure } from '../../model/findings/exposure.ts';
import type { Door, Replied } from '../../model/findings/finding-core.ts';
import { blocksOfRun } from '../history/walk-door.ts';
import { countText } from '../words/count-text.ts';
import { minuteText } from '../words/minute-text.ts';
import { portText } from '../words/port-text.ts';
import type { LetIns } from './count-let-ins.ts';
import type { Opening } from './latest-opening.ts';

/** Doors that come to stand open from `unknown` so long after the installation were open before it, for all that is known. */
const startMs = 24 * 3_600_000;

/** What is known of one door that stands or stood open. */
export interface ExposedDoor {
  readonly door: Door;
  /** What tells its target apart. */
  readonly targetKey: string;
  readonly targetName: string;
  /** When the flow log that tells of it was first seen, ms. */
  readonly installedAtMs: number;
  readonly opening: Opening;
  readonly letIns: LetIns;
  /** Of the last let-in that is known, in the window or before it. */
  readonly lastLetInSlot: number;
}

/** Makes the finding of one door. */
export function describeExposure({
  door,
  targetKey,
  targetName,
  installedAtMs,
  opening,
  letIns,
  lastLetInSlot,
}: ExposedDoor): Exposure {
  const { openedSlot, before, closedSlot } = opening;
  const { lastSlot, ...numbers } = letIns;
  const isFromStart = isOpenFromStart(opening, installedAtMs);
  return {
    finding: 'exposure',
    key: `${targetKey} ${portText(door.port, door.protocol)}`,
    severity: 'high',
    openedAtMs: openedSlot * slotMs,
    lastSeenAtMs: ((closedSlot ?? lastLetInSlot) + 1) * slotMs,
    sources: [],
    doors: [door],
    score: null,
    digestOnly: false,
    installedAtMs,
    learning: null,
    door,
    targetName,
    state: closedSlot === null ? 'open' : 'closed',
    before,
    closedAtMs: closedSlot === null ? null : closedSlot * slotMs,
    isFromStart,
    lastLetInAtMs: lastLetInSlot * slotMs,
    ...numbers,
    why: [
      openedText(opening),
      ...(isFromStart ? [`Its flow log was first seen at ${minuteText(installedAtMs)}.`] : []),
      letInText(letIns, closedSlot),
      ...(closedSlot === null ? [] : [closedText(closedSlot)]),
      'High, because anyone on the internet could come in there, and the port is one of those watched.',
    ],
  };
}

/** A slot that had not ended when the flow log was first seen is not before it. */
function isOpenFromStart({ openedSlot, before }: Opening, installedAtMs: number): boolean {
  const isBefore = (openedSlot + 1) * slotMs <= installedAtMs;
  return isBefore || (before === 'unknown' && openedSlot * slotMs < installedAtMs + startMs);
}

function openedText({ openedSlot, before }: Opening): string {
  const minute = minuteText(openedSlot * slotMs);
  return before === 'closed'
    ? `Closed before, it was opened: at ${minute} the last of ${blocksOfRun} different networks in a row was let in, and nobody was turned away between them.`
    : `It has stood open since ${minute} at the latest: by then ${blocksOfRun} different networks in a row had been let in, and nobody was turned away between them.`;
}

function letInText({ flows, sourcesLetIn, networksLetIn, replied }: LetIns, closedSlot: number | null): string {
  const during = closedSlot === null ? 'In the last 24 hours' : 'In the last 24 hours, while it was open,';
  if (sourcesLetIn === 0) return `${during} nobody was let in.`;
  const who = `${countText(sourcesLetIn, 'source')} in ${countText(networksLetIn, 'network')}`;
  return `${during} ${who} ${sourcesLetIn === 1 ? 'was' : 'were'} let in (${countText(flows, 'flow')}); ${repliedTexts[replied]}.`;
}

const repliedTexts: Readonly<Record<Replied, string>> = {
  yes: 'packets came back',
  no: 'nothing answered',
  unknown: 'whether packets came back is unknown (this log does not record replies)',
};

function closedText(closedSlot: number): string {
  return `It has been closed since ${minuteText(closedSlot * slotMs)}, when the last of ${blocksOfRun} different networks in a row was turned away there.`;
}
