import { slotMs } from '../../../../src/model/facts.ts';
import type { SeenKnock } from '../knock.ts';
import { dayMs, hourMs } from '../world-time.ts';
import type { Judge } from './injection.ts';
import { scoreByTheBook } from './score-by-the-book.ts';

/** Decided once: the first time `decides` holds. */
function judgeOnce(decides: (knock: SeenKnock) => boolean): Judge {
  let decidedAtMs: number | null = null;
  return {
    see: (knock) => {
      if (decidedAtMs === null && decides(knock)) decidedAtMs = knock.atMs;
    },
    decidedAtMs: () => decidedAtMs,
  };
}

/** A breakthrough: denied three times at one door, then let in at the same target, or at the same port. */
export function judgeBreakthrough(): Judge {
  const denials = new Map<string, { readonly at: SeenKnock; flows: number }>();
  return judgeOnce((knock) => {
    if (knock.isLetIn) {
      return [...denials.values()].some(({ at, flows }) => flows >= 3 && (at.place === knock.place || at.port === knock.port));
    }
    const key = `${knock.place} ${knock.port}`;
    const known = denials.get(key) ?? { at: knock, flows: 0 };
    denials.set(key, { ...known, flows: known.flows + knock.flows });
    return false;
  });
}

/**
 * A door opens to any: let-ins in a row from five networks (/16). Within one slot let-ins come before denials, so a denial ends the run for
 * the slots after it.
 */
export function judgeOpening(fromMs: number, isExpected: (source: string) => boolean): Judge {
  let blocks = new Set<string>();
  let endsAfterSlot: number | null = null;
  return judgeOnce(({ atMs, source, isLetIn }) => {
    if (atMs < fromMs - slotMs || isExpected(source)) return false;
    const slot = Math.floor(atMs / slotMs);
    if (endsAfterSlot !== null && slot > endsAfterSlot) {
      blocks = new Set();
      endsAfterSlot = null;
    }
    if (isLetIn) blocks.add(source.split('.', 2).join('.'));
    else endsAfterSlot = slot;
    return blocks.size >= 5;
  });
}

/** Someone expected is locked out: three denials, in two of three slots in a row. */
export function judgeLockOut(): Judge {
  let recent: SeenKnock[] = [];
  return judgeOnce((knock) => {
    if (knock.isLetIn) return false;
    const slotOf = ({ atMs }: SeenKnock): number => Math.floor(atMs / slotMs);
    recent = [...recent, knock].filter((one) => slotOf(one) > slotOf(knock) - 3);
    return new Set(recent.map(slotOf)).size >= 2 && recent.reduce((sum, { flows }) => sum + flows, 0) >= 3;
  });
}

/** A crowd rises: three times the median of that time of day, and 20 prefixes, in two clock hours of three. */
export function judgeCampaign(fromMs: number): Judge {
  const crowds = new Map<number, Set<string>>();
  return judgeOnce(({ atMs, source, isLetIn }) => {
    if (isLetIn) return false;
    const hour = Math.floor(atMs / hourMs);
    const crowd = crowds.get(hour) ?? new Set();
    crowds.set(hour, crowd.add(source.split('.', 3).join('.')));
    if (atMs < fromMs) return false;
    const isHigh = (one: number): boolean => {
      const size = crowds.get(one)?.size ?? 0;
      return size >= 20 && size >= 3 * Math.max(1, medianBefore(crowds, one, hour));
    };
    return isHigh(hour) && (isHigh(hour - 1) || isHigh(hour - 2));
  });
}

/** Over 14 days, that hour of the day and its neighbours, without the three hours judged. */
function medianBefore(crowds: ReadonlyMap<number, ReadonlySet<string>>, hour: number, now: number): number {
  const first = Math.min(...crowds.keys());
  const hours = Array.from({ length: 14 }, (_, day) => [-1, 0, 1].map((step) => hour - day * 24 + step)).flat();
  const counts = hours.filter((one) => one >= first && one < now - 2).map((one) => crowds.get(one)?.size ?? 0);
  return counts.sort((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0;
}

/** Someone aims at one target: the score, computed from its own knocks alone, reaches the bound. */
export function judgeAim(place: number, share: (port: number) => number, company: boolean, bound: number): Judge {
  let knocks: SeenKnock[] = [];
  return judgeOnce((knock) => {
    if (knock.place !== place || knock.isLetIn) return false;
    knocks = [...knocks, knock].filter(({ atMs }) => atMs > knock.atMs - 14 * dayMs);
    return scoreByTheBook(knocks, knock.atMs, share, company) >= bound;
  });
}
