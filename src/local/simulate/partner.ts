import { type Actor, momentOf, type Stage } from './actors.ts';
import type { Partner } from './cast.ts';
import { inbound } from './inbound.ts';
import { knock } from './knock.ts';
import { sessionTuples } from './session.ts';

/** The partner's deployments: a session every half an hour or so, day and night; once its rule is missing, attempts again and again. */
export function partnerAtWork(stage: Stage, { sources, target, port, rule, lockedOutAtMs }: Partner): Actor {
  const { random } = stage;
  return (startMs) => {
    const source = random.pick(sources);
    if (startMs >= lockedOutAtMs) {
      return random.chance(0.7) ? knock(stage, target, source, port, momentOf(random, startMs)) : [];
    }
    if (!random.chance(0.03)) return [];
    return sessionTuples(inbound(stage, target, source, port, rule, momentOf(random, startMs), random.between(30, 400)));
  };
}
