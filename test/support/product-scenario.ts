import type { BlobRef } from '../../src/model/stream.ts';
import { sampleRef } from './sample-log.ts';
import type { ScenarioWorld } from './scenario-world.ts';
import { recordAt } from './short-record.ts';

/** Minutes of the scenario are counted from here, the beginning of its first hour. */
export const scenarioStartMs: number = Date.UTC(2026, 10, 21, 20);

/** Something that happens at a minute of the scenario. */
export interface Step {
  readonly atMinute: number;
  readonly run: (world: ScenarioWorld) => void | Promise<void>;
}

/** `hour` is of the first day; 24 and more are of those behind it. */
const at = (hour: number, minute: number, ...runs: readonly Step['run'][]): readonly Step[] =>
  runs.map((run) => ({ atMinute: (hour - 20) * 60 + minute, run }));
const sweep: Step['run'] = (world) => world.sweep();
const evaluate: Step['run'] = (world) => world.evaluate();
const purge: Step['run'] = (world) => world.purge();
const event =
  (ref: BlobRef): Step['run'] =>
  (world) =>
    world.event(ref);
const write =
  (ref: BlobRef, records: readonly string[]): Step['run'] =>
  (world) =>
    world.write(ref, records);

const { account } = sampleRef('nsg-v2');
const shop = sampleRef('nsg-v2', account, '000D3A7F1340', '2026112120');
const shopAtNight = sampleRef('nsg-v2', account, '000D3A7F1340', '2026112123');
const shopLate = sampleRef('nsg-v2', account, '000D3A7F1340', '2026112121');
const unheard = sampleRef('vnet-v4', account, '000D3A7F1341', '2026112121');
const anewMac = '000D3A7F1342';
const anew = sampleRef('nsg-v2', account, anewMac, '2026112120');

const msOf = (hour: number, minute: number): number => scenarioStartMs + ((hour - 20) * 60 + minute) * 60_000;
const record = (hour: number, minute: number, tuples: readonly string[], mac?: string): string =>
  recordAt('nsg-v2', msOf(hour, minute), tuples, mac);
const times = (count: number, tuple: string): readonly string[] => Array.from({ length: count }, () => tuple);

const crowd = ['20.9.8.7 23 D', '21.9.8.7 23 D', '22.9.8.7 445 D'];
const shopRecords = [
  record(20, 4, [...crowd, ...times(5, '45.1.2.3 3389 D')]),
  record(20, 12, ['45.1.2.3 3389 B', '45.1.2.3 3389 S']),
  record(20, 24, ['45.1.2.3 3389 A']),
  record(20, 52, crowd),
];
const anewRecords = [3, 9, 17, 22].map((minute) => record(20, minute, [`23.4.5.${minute} 22 D`], anewMac));
const unheardRecords = [20, 35, 50].map((minute) => recordAt('vnet-v4', msOf(21, minute), crowd, '000D3A7F1341'));
const lateRecords = [record(21, 10, times(25, '46.7.8.9 22 D')), record(21, 20, ['46.7.8.9 22 A'])];

/** What stands there at the installation: an hour of both kinds of flow log. */
export const beforeInstallation: readonly (readonly [BlobRef, readonly string[]])[] = [
  [sampleRef('nsg-v2', account, '000D3A7F1340', '2026112119'), [record(19, 50, crowd)]],
  [sampleRef('vnet-v4', account, '000D3A7F1341', '2026112119'), [recordAt('vnet-v4', msOf(19, 50), crowd, '000D3A7F1341')]],
];

/** Two days: growth, rewrites, events lost and told twice, a day's end, a blob that comes late; two breakthroughs, of which one gets worse. */
export const living: readonly Step[] = [
  ...at(20, 5, write(shop, shopRecords.slice(0, 1)), event(shop)),
  ...at(20, 15, write(shop, shopRecords.slice(0, 2)), event(shop), event(shop), evaluate),
  ...at(20, 25, write(shop, shopRecords.slice(0, 3)), write(anew, anewRecords), event(anew)),
  ...at(20, 35, event(shop), evaluate),
  ...at(20, 45, sweep, evaluate),
  ...at(21, 5, write(shop, shopRecords), write(anew, anewRecords.slice(2)), event(anew)),
  ...at(21, 15, sweep),
  ...at(21, 25, write(unheard, unheardRecords.slice(0, 1)), sweep, evaluate),
  ...at(23, 15, write(shopAtNight, [record(23, 5, crowd)]), write(unheard, unheardRecords), sweep),
  ...at(24, 35, sweep),
  ...at(24, 45, write(anew, [record(20, 58, ['24.4.4.4 22 D'], anewMac)]), event(anew), sweep),
  ...at(54, 5, sweep, evaluate),
  ...at(54, 15, write(shopLate, lateRecords), event(shopLate), sweep, evaluate),
  ...at(54, 25, sweep, evaluate),
  ...at(54, 35, evaluate),
];

/** Long after: what outlived the retention goes, incidents are closed, and an event comes for a blob whose facts are gone. */
export const ending: readonly Step[] = [...at(20 + 18 * 24, 5, purge, event(shop))];
