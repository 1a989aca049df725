import type { DeniedColumns } from '../model/facts.ts';
import type { LockedOut } from '../model/findings/locked-out.ts';
import { compareText } from './compare-text.ts';
import type { Detection } from './detection.ts';
import { describeLockedOut, type KeptOut } from './locked-out/describe-locked-out.ts';
import { listExpectedRows } from './locked-out/expected-rows.ts';
import { latestStretch } from './locked-out/latest-stretch.ts';

/**
 * Finds the doors where a source that settings expect there is turned away again and again: one finding a label and door, ordered by key.
 * The denials of all sources of a label count together; the port need not be watched.
 */
export function findLockedOut(detection: Detection): LockedOut[] {
  const { view, settings } = detection;
  if (settings.expectedSources.length === 0) return [];
  const listExpected = listExpectedRows(view, settings);
  const { allowed, denied } = view.facts;
  const keptOut = listExpected(denied).flatMap((ofDoor) => {
    const stretch = latestStretch(flowsBySlot(denied, ofDoor.rows), settings.bounds.lockedOut.denials);
    return stretch === null ? [] : [{ denied: ofDoor, stretch }];
  });
  if (keptOut.length === 0) return [];
  const letIn = new Map(listExpected(allowed).map(({ label, door, rows }) => [`${door} ${label}`, rows]));
  return keptOut
    .map((one): KeptOut => ({ ...one, letInRows: letIn.get(`${one.denied.door} ${one.denied.label}`) ?? [] }))
    .map((one) => describeLockedOut(detection, one))
    .sort((a, b) => compareText(a.key, b.key));
}

/** Denied flows of some rows by slot. */
export function flowsBySlot({ slot, flows }: DeniedColumns, rows: readonly number[]): Map<number, number> {
  const sums = new Map<number, number>();
  for (const row of rows) sums.set(slot[row] ?? 0, (sums.get(slot[row] ?? 0) ?? 0) + (flows[row] ?? 0));
  return sums;
}
