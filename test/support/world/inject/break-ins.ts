import { chanceOf } from '../chance.ts';
import type { Actor } from '../knock.ts';
import { hourMs, minuteMs } from '../world-time.ts';
import type { InjectedKind, Injection } from './injection.ts';
import { judgeBreakthrough } from './judges.ts';

/** Someone tries one door of a target for an hour, and then a door is opened for that address: the same one, or another of the target. */
export function breakIn(
  seed: number,
  kind: Extract<InjectedKind, 'breakthrough-same-port' | 'breakthrough-other-port'>,
  place: number,
  fromMs: number,
): Injection {
  const random = chanceOf(seed, kind);
  const source = `203.0.${kind === 'breakthrough-same-port' ? 20 : 21}.${random.between(1, 254)}`;
  const denied = kind === 'breakthrough-same-port' ? 5985 : 445;
  const letIn = 5985;
  const tries = Array.from({ length: random.between(6, 40) }, () => random.between(0, 50));
  const openedMs = fromMs + hourMs + random.between(0, 40) * minuteMs;
  const untilMs = openedMs + 3 * hourMs;
  return {
    kind,
    finding: 'breakthrough',
    fromMs,
    untilMs,
    sources: new Set([source]),
    place,
    port: letIn,
    openings: [{ rule: 'UserRule_Mistake', place, port: letIn, fromMs: openedMs, untilMs, admits: (who) => who === source }],
    closings: [],
    actor: actorOf(fromMs, openedMs, source, place, denied, letIn, tries),
    concerns: (who) => who === source,
    judge: judgeBreakthrough(),
  };
}

/** Tries in the first hour; two minutes after the opening it is in, and comes back twice. */
function actorOf(
  fromMs: number,
  openedMs: number,
  source: string,
  place: number,
  denied: number,
  letIn: number,
  tries: readonly number[],
): Actor {
  const knocks = [
    ...tries.map((minute) => ({ atMs: fromMs + minute * minuteMs, port: denied })),
    ...[2, 9, 31].map((minutes) => ({ atMs: openedMs + minutes * minuteMs, port: letIn })),
  ];
  return ({ startMs }, knock) => {
    for (const { atMs, port } of knocks) {
      if (atMs >= startMs && atMs < startMs + hourMs) knock(Math.floor((atMs - startMs) / minuteMs), source, place, port, 1);
    }
  };
}
