import { slotMs } from '../../model/facts.ts';
import type { Finding } from '../../model/finding.ts';
import { hourMs } from '../../read/hours.ts';
import { slotsOfHour } from './replay-window.ts';

/**
 * At their ends it is looked in any case: what is told again has its time by them. The second is the first at which the hour before is
 * judged as a whole, five minutes after its end.
 */
const regularSlots: readonly number[] = [2, 7, 12];

/** What a walk over an hour does at the ends of its slots, 1 to 12. */
export interface HourSteps {
  readonly findAt: (slot: number) => readonly Finding[];
  readonly evaluate: (slot: number) => Promise<void>;
  /** Whether a finding is worth to be told in its slot. */
  readonly isNews: (finding: Finding) => boolean;
}

/**
 * Evaluates an hour at some of its slots, and, looking closely, before each of them wherever something new came up in between. What comes
 * up and is gone again between two looks is not seen.
 */
export async function walkHour(slots: readonly number[], looks: 'closely' | 'regularly', steps: HourSteps): Promise<void> {
  let from = 0;
  for (const to of slots) {
    if (looks === 'regularly') await steps.evaluate(to);
    else await walk(from, to, steps);
    from = to;
  }
}

/** Slots of an hour at whose ends it is looked in any case, ascending. @param alsoAtMs a time that is asked for: the last end before it */
export function slotsLookedAt(endMs: number, alsoAtMs: number | undefined): readonly number[] {
  const asked = Math.floor(((alsoAtMs ?? 0) - Math.floor(endMs / hourMs) * hourMs) / slotMs);
  return asked >= 1 && asked < slotsOfHour ? [...new Set([...regularSlots, asked])].sort((a, b) => a - b) : regularSlots;
}

async function walk(from: number, to: number, steps: HourSteps): Promise<void> {
  const between = slotBetween(from, to, steps.findAt(to).filter(steps.isNews));
  if (between === null) return steps.evaluate(to);
  await walk(from, between, steps);
  await walk(between, to, steps);
}

/** Where to look first: at the slot that decided the first of what is new; null where nothing is, or all of it is new at the end. */
function slotBetween(from: number, to: number, news: readonly Finding[]): number | null {
  const slots = news.map(slotInHour);
  if (to - from <= 1 || slots.length === 0 || slots.every((slot) => slot === to)) return null;
  const inside = slots.filter((slot) => slot > from && slot < to);
  return inside.length === slots.length ? Math.min(...inside) : Math.floor((from + to) / 2);
}

/** The slot of its hour (1 to 12) that decided a finding; of one decided in another hour it says nothing. */
export const slotInHour = ({ openedAtMs }: Finding): number => Math.floor((openedAtMs % hourMs) / slotMs) + 1;
