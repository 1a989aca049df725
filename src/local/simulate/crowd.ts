import { type Actor, momentOf, type Stage } from './actors.ts';
import { probe } from './knock.ts';

const minuteMs = 60_000;

/** A crowd that comes for one port: sources never seen before, for some hours. */
export interface Crowd {
  readonly port: number;
  readonly fromMinute: number;
  readonly toMinute: number;
  /** New sources a minute. */
  readonly sources: number;
}

/** A campaign, told by an actor of its own: each of its sources looks at a few targets, once. */
export function crowd(stage: Stage, originMs: number, { port, fromMinute, toMinute, sources }: Crowd): Actor {
  const { random, targets, newAddress } = stage;
  return (startMs) => {
    const minute = Math.round((startMs - originMs) / minuteMs);
    if (minute < fromMinute || minute >= toMinute) return [];
    return Array.from({ length: random.times(sources) }).flatMap(() => {
      const source = newAddress();
      return Array.from({ length: random.between(1, 3) }).flatMap(() =>
        probe(stage, random.pick(targets), source, port, momentOf(random, startMs)),
      );
    });
  };
}
