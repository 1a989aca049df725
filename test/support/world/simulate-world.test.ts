import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultWatchedPorts } from '../../../src/config/default-watched-ports.ts';
import type { HourFacts } from '../../../src/count/summarize-hour.ts';
import type { Variant } from './network.ts';
import { simulateWorld, type World } from './simulate-world.ts';

const watched = new Set(defaultWatchedPorts.map(({ port }) => port));

/** A world without days for learning: what is put in comes at once. */
function worldOf(targets: number, days: number, variant: Variant = 'plain', seed = 1): World {
  return simulateWorld({ seed, targets, variant, days, learnDays: 0, volume: 1 });
}

const hoursOf = (world: World): HourFacts[] => [...world.hours()].map((hour) => hour.upTo(60));

/** Denied flows, added up by a key. */
function sumDenied<K>(hours: readonly HourFacts[], keyOf: (source: string, port: number) => K): Map<K, number> {
  const sums = new Map<K, number>();
  for (const { facts } of hours) {
    for (const [row, flows] of facts.denied.flows.entries()) {
      const key = keyOf(facts.sources.address[facts.denied.source[row] ?? 0] ?? '', facts.denied.port[row] ?? 0);
      sums.set(key, (sums.get(key) ?? 0) + flows);
    }
  }
  return sums;
}

describe('the made-up world', () => {
  it('is the same for the same seed, and another for another', () => {
    assert.deepEqual(hoursOf(worldOf(2, 1)), hoursOf(worldOf(2, 1)));
    assert.notDeepEqual(hoursOf(worldOf(2, 1)), hoursOf(worldOf(2, 1, 'plain', 2)));
  });

  it('has about 13,000 knocks a target and day, of which one percent of the sources send most', () => {
    const bySource = [...sumDenied(hoursOf(worldOf(12, 1)), (source) => source).values()].sort((a, b) => b - a);
    const all = bySource.reduce((sum, flows) => sum + flows, 0);
    const busiest = bySource.slice(0, bySource.length / 100).reduce((sum, flows) => sum + flows, 0);
    assert.ok(all / 12 > 7_500 && all / 12 < 21_000, `${all / 12} knocks a target`);
    assert.ok(busiest / all > 0.7, `one percent sends ${busiest / all}`);
    assert.ok(bySource.filter((flows) => flows <= 3).length / bySource.length > 0.9, 'most sources knock once or a few times');
  });

  it('has telnet first among the watched ports, then SSH', () => {
    const byPort = sumDenied(hoursOf(worldOf(3, 1)), (_, port) => port);
    const ordered = [...byPort].filter(([port]) => watched.has(port)).sort((a, b) => b[1] - a[1]);
    assert.deepEqual(
      ordered.slice(0, 2).map(([port]) => port),
      [23, 22],
    );
  });

  it('knows when each thing that was put in was decided', () => {
    const world = worldOf(3, 14);
    assert.ok(hoursOf(world).length === 14 * 24);
    for (const { kind, judge, fromMs, untilMs } of world.injections) {
      const decidedAtMs = judge.decidedAtMs();
      assert.ok(decidedAtMs !== null && decidedAtMs >= fromMs && decidedAtMs <= untilMs, kind);
    }
  });

  it('lets anyone in at the jump host, and few elsewhere', () => {
    const letIn = (variant: Variant): number =>
      hoursOf(worldOf(3, 1, variant)).reduce((sum, { facts }) => sum + new Set(facts.allowed.source).size, 0);
    assert.ok(letIn('jump-host') > 3 * letIn('plain'), `${letIn('jump-host')} sources by the hour, ${letIn('plain')} without it`);
  });

  it('logs nothing of a machine that is off at night', () => {
    const perHour = hoursOf(worldOf(2, 1, 'office-hours')).map(({ logs }) => logs.length);
    assert.deepEqual([perHour[3], perHour[12], perHour[22]], [1, 2, 1]);
  });

  it('replaces the instances of a scale set every day', () => {
    const macs = hoursOf(worldOf(3, 3, 'scale-set')).flatMap(({ logs }) => logs.map(({ mac }) => mac));
    assert.equal(new Set(macs).size, 2 + 3, 'two that stay, one a day that does not');
  });

  it('shows what was written before a minute, and no more', () => {
    const [hour] = worldOf(2, 1).hours();
    const [none, half, all] = [0, 30, 60].map((minute) => hour?.upTo(minute).facts.tuples ?? 0);
    assert.equal(none, 0);
    assert.ok((half ?? 0) > 0 && (half ?? 0) < (all ?? 0));
  });
});
