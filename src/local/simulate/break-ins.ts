import { type Actor, momentOf, type Stage } from './actors.ts';
import { inbound } from './inbound.ts';
import { knock } from './knock.ts';
import type { SimulatedTarget } from './network.ts';
import { sessionTuples } from './session.ts';
import type { SimulatedTuple } from './simulated-tuple.ts';

const minuteMs = 60_000;

/** Someone who is turned away for a while and then let in. */
export interface BreakIn {
  readonly target: SimulatedTarget;
  readonly port: number;
  /** The rule that lets it in. */
  readonly rule: string;
  /** Minutes after the start of the simulation. */
  readonly fromMinute: number;
  readonly letInMinute: number;
  /** Attempts a minute until then. */
  readonly attempts: number;
}

/** A break-in, told by an actor of its own: refused attempts each minute, then a short session with packets both ways, and longer ones. */
export function breakIn(stage: Stage, originMs: number, plan: BreakIn, source: string): Actor {
  const { random } = stage;
  return (startMs) => {
    const minute = Math.round((startMs - originMs) / minuteMs);
    if (minute < plan.fromMinute || minute > plan.letInMinute + 45) return [];
    if (minute < plan.letInMinute) return refusals(stage, plan, source, startMs);
    if ((minute - plan.letInMinute) % 15 !== 0) return [];
    const seconds = minute === plan.letInMinute ? random.between(20, 45) : random.between(300, 800);
    const atMs = momentOf(random, startMs);
    return sessionTuples(inbound(stage, plan.target, source, plan.port, plan.rule, atMs, seconds));
  };
}

function refusals(stage: Stage, plan: BreakIn, source: string, startMs: number): readonly SimulatedTuple[] {
  return Array.from({ length: plan.attempts }).flatMap(() =>
    knock(stage, plan.target, source, plan.port, momentOf(stage.random, startMs)),
  );
}

/** After the scripted ones: now and then another, at a door chosen by chance. */
export function laterBreakIns(stage: Stage, originMs: number, firstMinute: number): Actor {
  const { random, targets, newAddress } = stage;
  let current: Actor = () => [];
  let nextMinute = firstMinute;
  return (startMs) => {
    const minute = Math.round((startMs - originMs) / minuteMs);
    if (minute === nextMinute) {
      const letInMinute = minute + random.between(4, 30);
      const door = random.pick([
        { port: 3389, rule: 'UserRule_AllowRdpVendor' },
        { port: 22, rule: 'UserRule_AllowSshAny' },
        { port: 1433, rule: 'UserRule_AllowSqlMigration' },
      ]);
      const plan = { ...door, target: random.pick(targets), fromMinute: minute, letInMinute, attempts: random.between(1, 5) };
      current = breakIn(stage, originMs, plan, newAddress());
      nextMinute = letInMinute + random.between(120, 400);
    }
    return current(startMs);
  };
}
