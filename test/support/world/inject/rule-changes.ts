import { officeAddress, officeRule } from '../actors/expected-people.ts';
import { chanceOf } from '../chance.ts';
import type { Actor } from '../knock.ts';
import { hourMs, minuteMs } from '../world-time.ts';
import type { InjectedKind, Injection } from './injection.ts';
import { judgeLockOut, judgeOpening } from './judges.ts';

const nobody: Actor = () => {};

/** A door is opened to any: one that let nobody in (`exposure`), or one that let in only those expected (`widened-rule`). Whoever knocks, finds it; the fewer knock, the longer it stays. */
export function openToAny(
  kind: Extract<InjectedKind, 'exposure' | 'widened-rule'>,
  door: { readonly place: number; readonly port: number },
  volume: number,
  fromMs: number,
): Injection {
  const untilMs = fromMs + Math.round(30 * Math.max(1, 0.3 / volume)) * hourMs;
  return {
    kind,
    finding: 'exposure',
    fromMs,
    untilMs,
    sources: new Set(),
    ...door,
    openings: [{ ...door, rule: 'UserRule_AllowAny', fromMs, untilMs, admits: null }],
    closings: [],
    actor: nobody,
    concerns: (_, place, port) => place === door.place && port === door.port,
    judge: judgeOpening(fromMs, (source) => source.startsWith('198.51.100.')),
  };
}

/** The rule that lets the office in is lost at one door for some hours; people there try again and again. */
export function lockOut(seed: number, door: { readonly place: number; readonly port: number }, fromMs: number): Injection {
  const random = chanceOf(seed, 'locked-out');
  const untilMs = fromMs + 3 * hourMs;
  const source = officeAddress(random.between(0, 2));
  const tries = [0, 1, 4, 7, 12, 26, 55, 90].map((minutes) => fromMs + (minutes + 3) * minuteMs);
  return {
    kind: 'locked-out',
    finding: 'locked-out',
    fromMs,
    untilMs,
    sources: new Set(),
    ...door,
    openings: [],
    closings: [{ ...door, rule: officeRule, fromMs, untilMs }],
    actor: ({ startMs }, knock) => {
      for (const atMs of tries) {
        if (atMs >= startMs && atMs < startMs + hourMs)
          knock(Math.floor((atMs - startMs) / minuteMs), source, door.place, door.port, 1);
      }
    },
    concerns: (who, place, port) => who.startsWith('198.51.100.') && place === door.place && port === door.port,
    judge: judgeLockOut(),
  };
}
