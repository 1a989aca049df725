import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { simulatedHistory } from '../../src/local/simulate/simulated-history.ts';
import { createWorld } from '../../src/local/simulate/world.ts';
import type { Matrix, Top } from '../../src/model/digest/day-counts.ts';
import type { NamedPort, NamedTarget } from '../../src/model/digest/names.ts';
import type { Digest } from '../../src/model/digest.ts';
import { makeHistories } from '../../src/pipeline/make-histories.ts';
import { readDigest } from '../../src/pipeline/read-digest.ts';
import { endedHours, rollUpDue } from '../../src/pipeline/roll-up-due.ts';
import { type PlainBlob, plainDay, plainHours } from '../support/plain-digest.ts';
import { productWorld } from '../support/product-world.ts';

const timeZone = 'Europe/Berlin';
const day = '2026-10-25';
/** 07:00 UTC of the day after: a day of 25 hours, since clocks go back in Berlin on 2026-10-25. */
const originMs = Date.parse('2026-10-26T07:00:00Z');
const historyDays = 5;
const codes = ['CN', 'US', 'NL', 'DE', 'BR', 'RU', ''];
const countryOf = (address: string): string => codes[Number(address.split('.')[0]) % codes.length] ?? '';
const isAllocated = (address: string): boolean => !/^(0|10|127|169|172|192|100)\./.test(address);

/** The median of some numbers, told plainly. */
function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return ((sorted[Math.ceil(sorted.length / 2) - 1] ?? 0) + (sorted[Math.floor(sorted.length / 2)] ?? 0)) / 2;
}

const keyOf = ({ port, protocol }: NamedPort): string => `${port}/${protocol}`;
const targetOf = ({ mac, address }: NamedTarget): string => `${mac} ${address}`;
const keysOf = (values: Readonly<Record<string, unknown>>): string[] => Object.keys(values);

describe('every figure of a digest is that of the raw logs', () => {
  const blobs: PlainBlob[] = [];
  let digest: Digest;
  let plain: ReturnType<typeof plainDay>;
  let earlier: ReturnType<typeof plainDay>[] = [];

  before(async () => {
    const history = simulatedHistory(createWorld({ seed: 11, originMs, isAllocated }), historyDays);
    const product = productWorld({ nowMs: originMs, wrap: (ports) => ({ ...ports, countries: { countryOf } }) });
    for (const hour of history.hours) {
      for (const { container, path, bytes } of history.blobsOf(hour)) {
        const text = hour === '2026102513' ? damaged(String(bytes)) : String(bytes);
        blobs.push({ path, text });
        const ref = { account: 'logs.blob.core.windows.net', container, path };
        product.ports.blobs.put(ref, Buffer.from(text));
        await product.event(ref);
      }
    }
    const settings = { ...product.detection, digest: { hour: 8, timeZone } };
    // Of the newest hours the streams alone are there, of the others the rolled-up rows too.
    const hours = endedHours(originMs, historyDays * 24 + 1).slice(0, -12);
    await rollUpDue(product.ports, product.settings.watchedPorts, originMs, hours, Number.POSITIVE_INFINITY);
    await makeHistories(product.ports, settings, originMs, historyDays, Number.POSITIVE_INFINITY);
    digest = await readDigest(product.ports, settings, { countryDatabase: null, earlierBudgetMs: Number.POSITIVE_INFINITY }, day);
    const watched = new Set(settings.watchedPorts.map(({ port, protocol }) => `${port}/${protocol}`));
    const dayBefore = (days: number): string => new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
    const count = (one: string) => plainDay(blobs, plainHours(one, timeZone), { watched, countryOf });
    plain = count(day);
    earlier = [4, 3, 2, 1].map((days) => count(dayBefore(days)));
  });

  /** Two tuples of a blob lose a field. */
  function damaged(text: string): string {
    const { records } = JSON.parse(text);
    const flows = records[0].properties?.flows[0].flows[0] ?? records[0].flowRecords.flows[0].flowGroups[0];
    flows.flowTuples = flows.flowTuples.map((tuple: string, i: number) =>
      i < 2 ? tuple.slice(0, tuple.lastIndexOf(',')) : tuple,
    );
    return JSON.stringify({ records });
  }

  const whole = (): typeof earlier => earlier.slice(1);

  it('has a day of 25 hours, with records in each', () => {
    assert.deepEqual(digest.day.hours, plainHours(day, timeZone));
    assert.equal(digest.day.hours.length, 25);
    assert.ok(
      plain.denied > 5000 && plain.letIn > 0 && plain.otherDenied > 0,
      JSON.stringify([plain.denied, plain.letIn, plain.otherDenied]),
    );
  });

  it('sums', () => {
    const { sums } = digest;
    assert.deepEqual(
      [
        sums.denied.now,
        sums.letIn.now,
        sums.sources.now,
        sums.sourcesLetIn,
        sums.targetsDenied,
        sums.targetsReached,
        sums.otherPorts.denied,
        sums.otherPorts.sources,
      ],
      [
        plain.denied,
        plain.letIn,
        plain.sources,
        plain.sourcesLetIn,
        plain.targetsDenied,
        plain.targetsReached,
        plain.otherDenied,
        plain.otherSources,
      ],
    );
    assert.equal(sums.otherPorts.ports, keysOf(plain.otherPorts).length);
    for (const port of sums.otherPorts.busiest) assert.equal(port.denied, plain.otherPorts[keyOf(port)]?.flows, port.label);
    assert.equal(sums.interfaces, new Set(Object.values(plain.logs).flatMap(({ macs }) => macs)).size);
  });

  it('medians, changes and the days before', () => {
    // Records begin at 07:00 UTC of the oldest of the four days before: three whole ones are left, all among the seven.
    assert.equal(digest.sums.usualDays, 3);
    assert.deepEqual(
      digest.lastDays.slice(-6).map(({ data }) => data),
      ['none', 'partly', 'whole', 'whole', 'whole', 'whole'],
    );
    assert.equal(digest.sums.denied.usual, medianOf(whole().map(({ denied }) => denied)));
    assert.equal(digest.sums.sources.usual, medianOf(whole().map(({ sources }) => sources)));
    assert.equal(digest.sums.letIn.usual, medianOf(whole().map(({ letIn }) => letIn)));
    assert.equal(digest.sums.denied.change, plain.denied / medianOf(whole().map(({ denied }) => denied)) - 1);
    const shown = digest.lastDays.slice(-5).map(({ denied, sources, letIn }) => [denied, sources, letIn]);
    assert.deepEqual(
      shown,
      [...earlier, plain].map(({ denied, sources, letIn }) => [denied, sources, letIn]),
    );
  });

  it('ports', () => {
    const tried = digest.ports.filter(({ denied, letIn }) => denied.now > 0 || letIn > 0);
    assert.deepEqual(new Set(tried.map(keyOf)), new Set([...keysOf(plain.ports), ...keysOf(plain.portsLetIn)]));
    for (const row of digest.ports) {
      const key = keyOf(row);
      const of = (one: typeof plain): number => one.ports[key]?.flows ?? 0;
      const sourcesOf = (one: typeof plain): number => one.ports[key]?.sources ?? 0;
      assert.deepEqual(
        [row.denied.now, row.sources.now, row.letIn, row.sourcesLetIn, row.targets],
        [
          of(plain),
          sourcesOf(plain),
          plain.portsLetIn[key]?.flows ?? 0,
          plain.portsLetIn[key]?.sources ?? 0,
          plain.targetsOfPort[key] ?? 0,
        ],
        key,
      );
      assert.equal(row.denied.usual, medianOf(whole().map(of)), key);
      assert.equal(row.sources.usual, medianOf(whole().map(sourcesOf)), key);
      assert.deepEqual(row.series.slice(-5), [...earlier, plain].map(of), key);
    }
  });

  it('hours by port', () => {
    for (const { hour, denied, others } of digest.hourly.hours) {
      const ofHour = plain.hourly[hour] ?? {};
      const shown = digest.hourly.ports.map(keyOf);
      assert.deepEqual(
        denied,
        shown.map((key) => ofHour[key]?.flows ?? 0),
        hour,
      );
      assert.equal(
        others,
        keysOf(ofHour)
          .filter((key) => !shown.includes(key))
          .reduce((sum, key) => sum + (ofHour[key]?.flows ?? 0), 0),
        hour,
      );
    }
  });

  it('ports by country and targets by port, with what has no cell of its own', () => {
    const country = (row: NamedPort, column: string): number => plain.portsByCountry[`${keyOf(row)} ${column}`]?.flows ?? 0;
    checkMatrix(digest.portsByCountry, country, plain.denied);
    const door = (row: NamedTarget, column: NamedPort): number => plain.doors[`${targetOf(row)} ${keyOf(column)}`]?.flows ?? 0;
    checkMatrix(digest.targetsByPort, door, plain.denied);
  });

  function checkMatrix<R, C>(matrix: Matrix<R, C>, cellOf: (row: R, column: C) => number, all: number): void {
    assert.deepEqual(
      matrix.cells,
      matrix.rows.map((row) => matrix.columns.map((column) => cellOf(row, column))),
    );
    const cells = [...matrix.cells.flat(), ...matrix.otherColumns.cells, ...matrix.otherRows.cells, matrix.others];
    assert.equal(
      cells.reduce((sum, value) => sum + value, 0),
      all,
    );
  }

  it('targets', () => {
    const all = new Set([...keysOf(plain.targets), ...keysOf(plain.targetsLetIn)]);
    assert.equal(digest.targets.rows.length + digest.targets.others.count, all.size);
    for (const row of digest.targets.rows) {
      const key = targetOf(row);
      assert.deepEqual(
        [row.denied, row.sources, row.letIn, row.sourcesLetIn],
        [
          plain.targets[key]?.flows ?? 0,
          plain.targets[key]?.sources ?? 0,
          plain.targetsLetIn[key]?.flows ?? 0,
          plain.targetsLetIn[key]?.sources ?? 0,
        ],
        key,
      );
      const doors = Object.entries(plain.doors).filter(([door]) => door.startsWith(`${key} `));
      assert.equal(row.ports, doors.length, key);
      const [top] = doors.toSorted(([, a], [, b]) => b.flows - a.flows);
      assert.equal(plain.doors[`${key} ${row.topPort === null ? '' : keyOf(row.topPort)}`]?.flows, top?.[1].flows, key);
    }
  });

  it('rules', () => {
    const check = ({ rows, others }: Top<Digest['rules']['denied']['rows'][number]>, decided: typeof plain.rulesDenied): void => {
      for (const row of rows) {
        const key = `${row.fullName} in ${row.acl}`;
        assert.equal(row.flows, decided[key]?.flows, key);
        assert.equal(row.onWatchedPorts, plain.watchedOfRule[key]?.flows ?? 0, key);
      }
      const all = Object.values(decided).reduce((sum, { flows }) => sum + flows, 0);
      assert.equal(
        rows.reduce((sum, { flows }) => sum + flows, others.flows),
        all,
      );
    };
    check(digest.rules.denied, plain.rulesDenied);
    check(digest.rules.allowed, plain.rulesAllowed);
  });

  it('countries, networks and those who sweep', () => {
    for (const { country, denied, sources } of digest.countries.rows) {
      assert.deepEqual({ flows: denied, sources }, plain.countries[country], country);
    }
    assert.equal(digest.countries.rows.length + digest.countries.others.count, keysOf(plain.countries).length);
    const { networks, sweepers } = digest.background;
    for (const { network, denied, sources } of networks.rows)
      assert.deepEqual({ flows: denied, sources }, plain.networks[network], network);
    assert.equal(
      networks.rows.reduce((sum, { denied }) => sum + denied, networks.others.flows),
      plain.denied,
    );
    assert.deepEqual({ sources: sweepers?.sources, denied: sweepers?.denied }, plain.sweepers);
    assert.ok(plain.sweepers.sources > 0);
  });

  it('flow logs and health', () => {
    const logs = Object.values(plain.logs);
    const total = (pick: (log: (typeof logs)[number]) => number): number => logs.reduce((sum, log) => sum + pick(log), 0);
    const { health } = digest;
    assert.deepEqual(
      [health.records, health.tuples, health.rejected],
      [total(({ records }) => records), total(({ tuples }) => tuples), total(({ rejected }) => rejected)],
    );
    assert.ok(health.rejected > 0);
    assert.deepEqual(health.reasons, [{ reason: 'malformed-tuple', count: health.rejected }]);
    for (const log of digest.flowLogs) {
      const { hours, macs, records, tuples, rejected } = plain.logs[log.id] ?? {
        hours: [],
        macs: [],
        records: 0,
        tuples: 0,
        rejected: 0,
      };
      assert.deepEqual(
        [log.hoursWithRecords, log.interfaces, log.records, log.tuples, log.rejected],
        [hours.length, macs.length, records, tuples, rejected],
        log.id,
      );
    }
    assert.equal(digest.flowLogs.length, keysOf(plain.logs).length);
  });
});
