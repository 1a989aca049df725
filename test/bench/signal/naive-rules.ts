import type { HourFacts } from '../../../src/count/summarize-hour.ts';
import { slotMs } from '../../../src/model/facts.ts';
import type { WatchedPort } from '../../../src/model/settings.ts';
import { dayMs } from '../../support/world/world-time.ts';

/** An alert of a naive rule. */
export interface NaiveAlert {
  readonly atMs: number;
  readonly source: string;
  /** Address of the target and port where the rule counts by them. */
  readonly at: { readonly address: string; readonly port: number } | null;
}

/** A rule as many tools ship it: fed hour by hour with what was denied on watched ports, silent for 24 hours after an alert on the same key. */
export interface NaiveRule {
  readonly name: string;
  readonly read: (hour: HourFacts) => readonly NaiveAlert[];
}

type Watched = ReadonlySet<number>;

/** At least 5 denied in five minutes, per source. */
export function fiveInFiveMinutes(watchedPorts: readonly WatchedPort[]): NaiveRule {
  const watched = new Set(watchedPorts.map(({ port }) => port));
  const once = oncePerDay();
  return {
    name: '≥ 5 in 5 min per source',
    read: (hour) => {
      const alerts: NaiveAlert[] = [];
      const { sources } = hour.facts;
      for (const [key, flows] of sumRows(hour, watched, (slot, source) => slot * sources.address.length + source)) {
        const source = sources.address[key % sources.address.length] ?? '';
        const atMs = (Math.floor(key / sources.address.length) + 1) * slotMs;
        if (flows >= 5 && once(source, atMs)) alerts.push({ atMs, source, at: null });
      }
      return alerts;
    },
  };
}

/** At least 50 denied in 24 hours, per source, target and port; looked at every hour. */
export function fiftyInADay(watchedPorts: readonly WatchedPort[]): NaiveRule {
  const watched = new Set(watchedPorts.map(({ port }) => port));
  const once = oncePerDay();
  const hours: ReadonlyMap<string, number>[] = [];
  const sums = new Map<string, number>();
  return {
    name: '≥ 50 in 24 h per source, target and port',
    read: (hour) => {
      const atMs = endOf(hour);
      const counted = countHour(hour, watched);
      hours.push(counted);
      for (const [key, flows] of counted) sums.set(key, (sums.get(key) ?? 0) + flows);
      if (hours.length > 24) takeAway(sums, hours.shift() ?? new Map());
      return [...sums].filter(([key, flows]) => flows >= 50 && once(key, atMs)).map(([key]) => readKey(key, atMs));
    },
  };
}

function oncePerDay(): (key: string, atMs: number) => boolean {
  const last = new Map<string, number>();
  return (key, atMs) => {
    if (atMs - (last.get(key) ?? Number.NEGATIVE_INFINITY) < dayMs) return false;
    last.set(key, atMs);
    return true;
  };
}

/** Denied flows on watched ports by a number made of slot, source, target and port. */
function sumRows(
  { facts: { denied } }: HourFacts,
  watched: Watched,
  keyOf: (slot: number, source: number, target: number, port: number) => number,
): Map<number, number> {
  const sums = new Map<number, number>();
  for (let row = 0; row < denied.slot.length; row++) {
    const port = denied.port[row] ?? 0;
    if (!watched.has(port)) continue;
    const key = keyOf(denied.slot[row] ?? 0, denied.source[row] ?? 0, denied.target[row] ?? 0, port);
    sums.set(key, (sums.get(key) ?? 0) + (denied.flows[row] ?? 0));
  }
  return sums;
}

function countHour(hour: HourFacts, watched: Watched): Map<string, number> {
  const { sources, targets } = hour.facts;
  const places = sumRows(hour, watched, (_, source, target, port) => (source * targets.length + target) * 65_536 + port);
  return new Map(
    [...places].map(([key, flows]) => {
      const pair = Math.floor(key / 65_536);
      const source = sources.address[Math.floor(pair / targets.length)];
      return [`${source} ${targets[pair % targets.length]?.address} ${key % 65_536}`, flows];
    }),
  );
}

function takeAway(sums: Map<string, number>, gone: ReadonlyMap<string, number>): void {
  for (const [key, flows] of gone) {
    const left = (sums.get(key) ?? 0) - flows;
    if (left > 0) sums.set(key, left);
    else sums.delete(key);
  }
}

function readKey(key: string, atMs: number): NaiveAlert {
  const [source = '', address = '', port = ''] = key.split(' ');
  return { atMs, source, at: { address, port: Number(port) } };
}

function endOf({ hour }: HourFacts): number {
  return Date.UTC(Number(hour.slice(0, 4)), Number(hour.slice(4, 6)) - 1, Number(hour.slice(6, 8)), Number(hour.slice(8)) + 1);
}
