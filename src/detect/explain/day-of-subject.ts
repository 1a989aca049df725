import { type DeniedColumns, type PortKey, slotMs } from '../../model/facts.ts';
import type { Decision } from '../../model/flow.ts';
import { hourMs } from '../history/clock-hours.ts';
import { portKey } from '../watched-ports.ts';
import type { SubjectView } from './view-subject.ts';

/** Flows of a subject: turned away, and let in (recorded on watched ports only). */
export interface Attempts {
  readonly denied: number;
  readonly letIn: number;
  /** Ports, most flows first. */
  readonly ports: readonly PortKey[];
}

/** A clock hour of a subject's day: what it did at each target. */
export interface SubjectHour extends Attempts {
  readonly startMs: number;
  /** By place in the day's `targets`; only those it knocked at. */
  readonly atTargets: readonly (Attempts & { readonly target: number })[];
}

/** The window as a subject saw it. */
export interface SubjectDay extends Attempts {
  /** Start of the first slot in which it was seen, end of the last, ms; null where it was not. */
  readonly firstSeenMs: number | null;
  readonly lastSeenMs: number | null;
  /** Most flows first. */
  readonly targets: readonly (Attempts & { readonly name: string })[];
  /** Those in which it was seen, oldest first. */
  readonly hours: readonly SubjectHour[];
}

interface Knock {
  readonly decision: Decision;
  readonly slot: number;
  /** Index in the view. */
  readonly target: number;
  readonly port: PortKey;
  readonly flows: number;
}

/** Tells a subject's day by hour and target, on all ports. */
export function dayOfSubject({ detection, rows }: SubjectView): SubjectDay {
  const { view, nameOf } = detection;
  const knocks = [
    ...readKnocks(view.facts.denied, 'denied', rows.denied, view.targetOf),
    ...readKnocks(view.facts.allowed, 'allowed', rows.allowed, view.targetOf),
  ];
  const byTarget = [...Map.groupBy(knocks, ({ target }) => target)]
    .map(([target, ofTarget]) => ({ target, ...sumUp(ofTarget) }))
    .sort((a, b) => b.denied + b.letIn - (a.denied + a.letIn) || a.target - b.target);
  const placeOf = new Map(byTarget.map(({ target }, place) => [target, place]));
  const slots = knocks.map(({ slot }) => slot);
  return {
    ...sumUp(knocks),
    firstSeenMs: slots.length === 0 ? null : slots.reduce((a, b) => Math.min(a, b)) * slotMs,
    lastSeenMs: slots.length === 0 ? null : (slots.reduce((a, b) => Math.max(a, b)) + 1) * slotMs,
    targets: byTarget.map(({ target, ...attempts }) => {
      const seen = view.targets[target];
      return { name: seen === undefined ? '' : nameOf(seen.target), ...attempts };
    }),
    hours: [...Map.groupBy(knocks, ({ slot }) => Math.floor((slot * slotMs) / hourMs))]
      .sort(([a], [b]) => a - b)
      .map(([hour, ofHour]) => readHour(hour * hourMs, ofHour, placeOf)),
  };
}

function readKnocks(columns: DeniedColumns, decision: Decision, rows: readonly number[], targetOf: Uint32Array): Knock[] {
  return rows.map((row) => ({
    decision,
    slot: columns.slot[row] ?? 0,
    target: targetOf[columns.target[row] ?? 0] ?? 0,
    port: portKey(columns.port[row] ?? 0, columns.protocol[row] ?? 0),
    flows: columns.flows[row] ?? 0,
  }));
}

function readHour(startMs: number, knocks: readonly Knock[], placeOf: ReadonlyMap<number, number>): SubjectHour {
  const atTargets = [...Map.groupBy(knocks, ({ target }) => target)]
    .map(([target, ofTarget]) => ({ target: placeOf.get(target) ?? 0, ...sumUp(ofTarget) }))
    .sort((a, b) => a.target - b.target);
  return { startMs, ...sumUp(knocks), atTargets };
}

function sumUp(knocks: readonly Knock[]): Attempts {
  const flowsOf = (decision: Decision): number =>
    knocks.reduce((sum, knock) => sum + (knock.decision === decision ? knock.flows : 0), 0);
  const ports = new Map<PortKey, number>();
  for (const { port, flows } of knocks) ports.set(port, (ports.get(port) ?? 0) + flows);
  return {
    denied: flowsOf('denied'),
    letIn: flowsOf('allowed'),
    ports: [...ports].sort(([a, flowsA], [b, flowsB]) => flowsB - flowsA || a - b).map(([port]) => port),
  };
}
