import type { Detection } from '../detection.ts';
import { countText } from '../words/count-text.ts';
import { minuteText } from '../words/minute-text.ts';
import { type Sight, slotEnd } from './sight.ts';

const dayMs = 24 * 3_600_000;
/** Addresses change hands: a country database that is older misleads. */
const databaseDays = 45;
/** Slack is away for minutes now and then, and the outbox waits for it. */
const deliveryMs = 3_600_000;

type SelfDetection = Pick<Detection, 'self' | 'nowMs'>;

/** A country database of the user's own that is older than 45 days. */
export function oldDatabase({ self: { databaseBuiltAtMs: builtAtMs }, nowMs }: SelfDetection): readonly Sight[] {
  if (builtAtMs === null || nowMs - builtAtMs <= databaseDays * dayMs) return [];
  const days = Math.floor((nowMs - builtAtMs) / dayMs);
  const why = `The country database was built on ${minuteText(builtAtMs).slice(0, 10)}, ${days} days ago (more than ${databaseDays} days).`;
  return [
    {
      blindness: { kind: 'old-database', builtAtMs, days },
      subject: null,
      sinceMs: builtAtMs + databaseDays * dayMs,
      untilMs: slotEnd(nowMs),
      why: [why],
    },
  ];
}

/** Settings that cannot be read, while the last good ones go on. */
export function settingsProblem({ self: { settingsProblem: problems }, nowMs }: SelfDetection): readonly Sight[] {
  if (problems === null) return [];
  const problem = inOneLine(problems);
  const why = `The newest settings are not valid, so the last good ones go on: ${problem}`;
  return [
    { blindness: { kind: 'invalid-settings', problem }, subject: null, sinceMs: nowMs, untilMs: slotEnd(nowMs), why: [why] },
  ];
}

/** The first problem, and how many there are besides. */
function inOneLine(problems: string): string {
  const [first = '', ...others] = problems.split('\n');
  return others.length === 0 ? first : `${first} (and ${countText(others.length, 'other problem')})`;
}

/** Messages of which the oldest has waited for an hour. */
export function undelivered({ self: { undelivered: waiting }, nowMs }: SelfDetection): readonly Sight[] {
  if (waiting === null || nowMs - waiting.sinceMs < deliveryMs) return [];
  const { messages, sinceMs } = waiting;
  const why = `${countText(messages, 'message')} could not be delivered, the oldest since ${minuteText(sinceMs)} (an hour or more).`;
  return [
    {
      blindness: { kind: 'undelivered', sinceMs, messages },
      subject: null,
      sinceMs: sinceMs + deliveryMs,
      untilMs: slotEnd(nowMs),
      why: [why],
    },
  ];
}
