import type { InjectedKind } from '../../support/world/inject/injection.ts';
import type { WorldOutcome } from './run-world.ts';

/** Kinds that one target is enough for; for the others there must be two, else nobody can know that they are aimed. */
const oneTargetKinds: ReadonlySet<InjectedKind> = new Set([
  'breakthrough-same-port',
  'breakthrough-other-port',
  'exposure',
  'widened-rule',
  'locked-out',
]);
/** Told within minutes of the deciding flow. */
const promptKinds: ReadonlySet<InjectedKind> = new Set([
  'breakthrough-same-port',
  'breakthrough-other-port',
  'exposure',
  'widened-rule',
]);
const promptMinutes = 10;
/** Background messages a day: on average, and where the budget is the bound. */
const quietPerDay = 1;
const budgetPerDay = 5;
const manyTargets = 300;

/** Whether a kind is to be found in a world. */
export function isExpected(kind: InjectedKind, { options }: WorldOutcome): boolean {
  return options.targets > 1 || oneTargetKinds.has(kind);
}

/** Minutes from the deciding flow to the telling; null where it was not told. */
export function minutesToTelling({ decidedAtMs, toldAtMs }: WorldOutcome['injected'][number]): number | null {
  return decidedAtMs === null || toldAtMs === null ? null : Math.max(0, (toldAtMs - decidedAtMs) / 60_000);
}

/** Messages about nothing that was put in, by what they are, a day. */
export function backgroundPerDay({ messages, decidingDays }: WorldOutcome, turn: 'post' | 'reply'): number {
  return messages.filter((message) => message.turn === turn && message.injected.length === 0).length / decidingDays;
}

/** What of the aims the worlds of one size and variant miss, as sentences; none where all are met. Quiet they must be on average. */
export function missedAims(group: readonly WorldOutcome[]): string[] {
  const targets = group[0]?.options.targets ?? 0;
  const perDay = group.reduce((sum, one) => sum + backgroundPerDay(one, 'post'), 0) / group.length;
  const most = targets < manyTargets ? quietPerDay : budgetPerDay;
  const noise = perDay > most ? [`${perDay.toFixed(2)} background messages a day (at most ${most})`] : [];
  return [...noise, ...group.flatMap(missedInjections)];
}

function missedInjections(outcome: WorldOutcome): string[] {
  const wanted = outcome.injected.filter(({ kind }) => isExpected(kind, outcome));
  const missed = wanted.filter(({ toldAtMs }) => toldAtMs === null).map(({ kind }) => `${kind} not found`);
  const late = wanted
    .filter((one) => promptKinds.has(one.kind) && (minutesToTelling(one) ?? 0) > promptMinutes)
    .map((one) => `${one.kind} told after ${minutesToTelling(one)} minutes (at most ${promptMinutes})`);
  return [...missed, ...late].map((sentence) => `${sentence} (seed ${outcome.options.seed})`);
}
