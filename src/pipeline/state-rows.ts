import type { EvaluatedHours, LateHours } from '../model/late.ts';
import type { BackfillState, ListedFlowLog, SweepState } from '../model/sweep-state.ts';
import type { StateStore } from '../ports/state-store.ts';

/** A state row as it was read; `value` null where there is none, or one that cannot be understood (it is then made anew). */
export interface StateRow<T> {
  readonly value: T | null;
  readonly version: string | null;
}

const isHour = (value: unknown): value is string => typeof value === 'string' && /^\d{10}$/.test(value);
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isFlowLog = (value: unknown): value is ListedFlowLog =>
  isObject(value) && typeof value['container'] === 'string' && typeof value['prefix'] === 'string';

const isSweepState = (value: unknown): value is SweepState =>
  isObject(value) &&
  isHour(value['completeThroughHour']) &&
  Array.isArray(value['flowLogs']) &&
  value['flowLogs'].every(isFlowLog) &&
  typeof value['flowLogsListedAtMs'] === 'number' &&
  typeof value['lookedBackOn'] === 'string';

const isBackfillState = (value: unknown): value is BackfillState =>
  isObject(value) && isHour(value['nextHour']) && isHour(value['oldestHour']) && typeof value['hours'] === 'number';

const isLateHours = (value: unknown): value is LateHours =>
  isObject(value) &&
  isObject(value['hours']) &&
  Object.entries(value['hours']).every(([hour, noted]) => isHour(hour) && typeof noted === 'number') &&
  typeof value['sinceMs'] === 'number';

const isEvaluatedHours = (value: unknown): value is EvaluatedHours =>
  isObject(value) && Object.entries(value).every(([hour, fingerprint]) => isHour(hour) && typeof fingerprint === 'string');

/** Reads a row whose value is checked. */
export async function readState<T>(state: StateStore, name: string, isT: (value: unknown) => value is T): Promise<StateRow<T>> {
  const row = await state.read(name);
  if (row === null) return { value: null, version: null };
  return { value: isT(row.value) ? row.value : null, version: row.version };
}

export const sweepRow = (account: string): string => `sweep:${account}`;
export const backfillRow = (account: string): string => `backfill:${account}`;
const purgedRow = 'purgedThrough';

export const readSweepState = (state: StateStore, account: string): Promise<StateRow<SweepState>> =>
  readState(state, sweepRow(account), isSweepState);
export const readBackfillState = (state: StateStore, account: string): Promise<StateRow<BackfillState>> =>
  readState(state, backfillRow(account), isBackfillState);

export const lateRow = 'late';
export const evaluatedRow = 'evaluated';
const isHours = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isHour);
/** The name of the row with the hours that changed and are still to be rolled up. */
export const changedHoursRow = 'changedHours';
export const readChangedHours = (state: StateStore): Promise<StateRow<readonly string[]>> =>
  readState(state, changedHoursRow, isHours);

export const readLateHours = (state: StateStore): Promise<StateRow<LateHours>> => readState(state, lateRow, isLateHours);
export const readEvaluatedHours = (state: StateStore): Promise<StateRow<EvaluatedHours>> =>
  readState(state, evaluatedRow, isEvaluatedHours);

/** The last hour whose facts were given up; '' while nothing was. Hours at or below it are never counted again. */
export async function readPurgedThrough(state: StateStore): Promise<{ readonly hour: string; readonly version: string | null }> {
  const { value, version } = await readState(state, purgedRow, isHour);
  return { hour: value ?? '', version };
}

/** Raises `purgedThrough`; it never falls. */
export async function raisePurgedThrough(state: StateStore, hour: string): Promise<void> {
  for (;;) {
    const { hour: before, version } = await readPurgedThrough(state);
    if (before >= hour || (await state.write(purgedRow, hour, version)) === 'committed') return;
  }
}

/** The last settings that were valid, as they were written. */
export interface KeptSettings {
  /** Where they were read. */
  readonly name: string;
  readonly text: string;
}

const settingsRow = 'settings';
const isKeptSettings = (value: unknown): value is KeptSettings =>
  isObject(value) && typeof value['name'] === 'string' && typeof value['text'] === 'string';

export const readKeptSettings = async (state: StateStore): Promise<KeptSettings | null> =>
  (await readState(state, settingsRow, isKeptSettings)).value;

/** Keeps settings where others are kept, or none. Two that keep at the same time keep the same, or the later is kept at the next evaluation. */
export async function keepSettings(state: StateStore, settings: KeptSettings): Promise<void> {
  const { value, version } = await readState(state, settingsRow, isKeptSettings);
  if (value?.text !== settings.text) await state.write(settingsRow, settings, version);
}
