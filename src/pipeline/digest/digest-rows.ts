import type { DayFigures } from '../../model/digest/day-figures.ts';
import type { DayParts } from '../../model/digest/day-parts.ts';
import type { DigestDelivery } from '../../model/digest/digest-delivery.ts';
import type { SuppressionMemory } from '../../model/digest/digest-memory.ts';
import { Failure } from '../../model/failure.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import type { StateStore } from '../../ports/state-store.ts';
import { readState, type StateRow } from '../state-rows.ts';

/** Rows that figures go round in: more than the days that are looked back on, so that none is written over while it is needed. */
const figureRows = 40;
const dayMs = 24 * 3_600_000;

/** The name of the row that keeps a day's figures: the same for a day 40 days later. */
export const figuresRow = (day: string): string => `digest-figures:${(Date.parse(`${day}T00:00:00Z`) / dayMs) % figureRows}`;
/** The same for all that is counted of it. */
export const partsRow = (day: string): string => figuresRow(day).replace('figures', 'parts');
export const deliveryRow = (day: string, channel: string): string => `digest:${day}:${channel}`;
const memoryRow = 'digest-memory';
const chartRow = 'digest-chart';

/** What is remembered from one digest to the next. */
export interface DigestMemory {
  /** Of the last digest that was sent, and of the one of an earlier day before it. */
  readonly last: SentSettings | null;
  readonly before: SentSettings | null;
  readonly suppressions: readonly SuppressionMemory[];
}

export interface SentSettings {
  readonly day: string;
  readonly settings: DetectionSettings;
}

export const noMemory: DigestMemory = { last: null, before: null, suppressions: [] };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isList = Array.isArray;

const isFigures = (value: unknown): value is DayFigures =>
  isObject(value) &&
  typeof value['day'] === 'string' &&
  typeof value['timeZone'] === 'string' &&
  ['fingerprints', 'watched', 'ports', 'countries', 'flowLogs', 'interfaces'].every((name) => isList(value[name])) &&
  ['denied', 'letIn', 'sources'].every((name) => typeof value[name] === 'number');

const isParts = (value: unknown): value is DayParts =>
  isObject(value) &&
  typeof value['format'] === 'number' &&
  typeof value['settingsVersion'] === 'string' &&
  isFigures(value['figures']) &&
  ['ports', 'countries', 'logs', 'lags'].every((name) => isList(value[name]));

const isDelivery = (value: unknown): value is DigestDelivery =>
  isObject(value) && typeof value['day'] === 'string' && typeof value['channel'] === 'string' && isList(value['messages']);

const isSent = (value: unknown): value is SentSettings =>
  isObject(value) &&
  typeof value['day'] === 'string' &&
  isObject(value['settings']) &&
  typeof value['settings']['version'] === 'string';

const isMemory = (value: unknown): value is DigestMemory =>
  isObject(value) &&
  (value['last'] === null || isSent(value['last'])) &&
  (value['before'] === null || isSent(value['before'])) &&
  isList(value['suppressions']);

const isRefusal = (value: unknown): value is { readonly refusedAtMs: number } =>
  isObject(value) && typeof value['refusedAtMs'] === 'number';

export const readFigures = (state: StateStore, day: string): Promise<StateRow<DayFigures>> =>
  readState(state, figuresRow(day), isFigures);

export const readParts = (state: StateStore, day: string): Promise<StateRow<DayParts>> =>
  readState(state, partsRow(day), isParts);

export const readDelivery = (state: StateStore, day: string, channel: string): Promise<StateRow<DigestDelivery>> =>
  readState(state, deliveryRow(day, channel), isDelivery);

export const readMemory = async (state: StateStore): Promise<DigestMemory> =>
  (await readState(state, memoryRow, isMemory)).value ?? noMemory;

/** Changes what is remembered; whoever else changes it meanwhile is taken in. */
export async function changeMemory(state: StateStore, change: (memory: DigestMemory) => DigestMemory): Promise<void> {
  for (;;) {
    const { value, version } = await readState(state, memoryRow, isMemory);
    if ((await state.write(memoryRow, change(value ?? noMemory), version)) === 'committed') return;
  }
}

/** When Slack last refused a chart, ms; null where it never did. */
export const readChartRefusal = async (state: StateStore): Promise<number | null> =>
  (await readState(state, chartRow, isRefusal)).value?.refusedAtMs ?? null;

/** Remembers that Slack refuses charts; another who does the same is as good. */
export async function noteChartRefusal(state: StateStore, nowMs: number): Promise<void> {
  const { version } = await readState(state, chartRow, isRefusal);
  await state.write(chartRow, { refusedAtMs: nowMs }, version);
}

/** Keeps what can be made again: whoever may only read, or is slower than another, goes without. */
export async function keepRow(state: StateStore, name: string, value: unknown, version: string | null): Promise<void> {
  try {
    await state.write(name, value, version);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'storage-refused') throw error;
  }
}
