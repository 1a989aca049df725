import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import * as v from 'valibot';
import { expandFlow, knockCount } from '../../../src/cli/cases/expand-flow.ts';
import { flow } from '../../../src/cli/cases/flow-schema.ts';
import { replayLogs } from '../../../src/cli/replay/replay-logs.ts';
import { defaultDetectionSettings as settings } from '../../../src/config/parse-detection-settings.ts';
import type { HourFacts } from '../../../src/count/summarize-hour.ts';
import { sourceOfFlows, type ToldFlow } from '../../support/case-logs.ts';

const flowOf: fc.Arbitrary<ToldFlow> = fc
  .record({
    at: fc.constantFrom('00:00', '9:05', '10:59', '-1d 23:58', '2026-11-19 12:00'),
    from: fc.constantFrom<ToldFlow['from']>(
      '203.0.113.7',
      ['198.51.100.1', '2001:db8:1:2::5'],
      { networks: 3 },
      { prefix: '2001:db8:9::/48', addresses: 2 },
    ),
    to: fc.constantFrom<ToldFlow['to']>('vm-db1', ['vm-db1', '10.9.8.7']),
    port: fc.constantFrom<ToldFlow['port']>(3389, '161/udp', [22, 8080]),
    decision: fc.constantFrom('denied', 'allowed'),
    times: fc.integer({ min: 1, max: 9 }),
    pace: fc.constantFrom({}, { every: '7m' }, { over: '2h' }),
    days: fc.integer({ min: 1, max: 3 }),
    replied: fc.constantFrom('yes', 'no', 'unknown'),
  })
  .map(({ pace, ...told }) => ({ ...told, ...pace }) as ToldFlow);

async function countedHours(flows: readonly ToldFlow[]): Promise<readonly HourFacts[]> {
  const hours: HourFacts[] = [];
  const runs = [
    { settings: { ...settings, findings: { ...settings.findings } }, looks: 'regularly', evaluated: () => {} } as const,
  ];
  const progress = { stage: () => {}, step: () => {} };
  const { rejections } = await replayLogs({
    source: sourceOfFlows(flows),
    countries: { countryOf: () => '' },
    runs,
    progress,
    counted: (hour) => hours.push(hour),
  });
  assert.deepEqual(rejections, []);
  return hours;
}

const sum = (column: Iterable<number>): number => [...column].reduce((total, value) => total + value, 0);

test('every attempt of a case is counted once, as the flow that it is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(flowOf, { minLength: 1, maxLength: 4 }), async (flows) => {
      const knocks = flows.flatMap((told) => expandFlow(v.parse(flow, told), '2026-11-21'));
      const hours = await countedHours(flows);
      const countOf = (decision: string, isCounted: (port: number) => boolean) =>
        knocks.filter((knock) => knock.decision === decision && isCounted(knock.port % 0x10000)).length;
      const isWatched = (port: number): boolean => port === 3389 || port === 22;
      assert.equal(
        sum(hours.map(({ facts }) => sum(facts.denied.flows))),
        countOf('denied', () => true),
      );
      assert.equal(sum(hours.map(({ facts }) => sum(facts.allowed.flows))), countOf('allowed', isWatched));
      const answered = knocks.filter(
        ({ decision, port, replied }) => decision === 'allowed' && isWatched(port % 0x10000) && replied === 'yes',
      );
      assert.equal(sum(hours.map(({ facts }) => sum(facts.allowed.answered))), answered.length);
      assert.ok(
        hours.every(({ logs }) => logs.every(({ records }) => records > 0)),
        'every hour has records',
      );
    }),
    { numRuns: 25 },
  );
});

test('knockCount() tells how many attempts expandFlow() gives', () => {
  fc.assert(
    fc.property(flowOf, (told) => {
      const written = v.parse(flow, told);
      assert.equal(expandFlow(written, '2026-11-21').length, knockCount(written));
    }),
  );
});

test('expandFlow() spreads attempts by every or over, repeats days, and gives networks of their own', () => {
  const expand = (told: Partial<ToldFlow>) =>
    expandFlow(
      v.parse(flow, { at: '10:00', from: '203.0.113.7', to: 'vm', port: 22, decision: 'denied', ...told }),
      '2026-11-21',
    );
  const times = (told: Partial<ToldFlow>) => expand(told).map(({ atMs }) => new Date(atMs).toISOString().slice(8, 19));
  assert.deepEqual(times({ times: 3, every: '30m' }), ['21T10:00:00', '21T10:30:00', '21T11:00:00']);
  assert.deepEqual(times({ times: 4, over: '1h' }), ['21T10:00:00', '21T10:15:00', '21T10:30:00', '21T10:45:00']);
  assert.deepEqual(times({ times: 2 }), ['21T10:00:00', '21T10:00:01']);
  assert.deepEqual(times({ at: '-1d 10:00', days: 2 }), ['19T10:00:00', '20T10:00:00']);
  const networks = expand({ from: { networks: 200 } }).map(({ source }) => source.split('.').slice(0, 2).join('.'));
  assert.equal(new Set(networks).size, 200);
  assert.equal(new Set(expand({ from: { prefix: '2001:db8:9::/48', addresses: 250 } }).map(({ source }) => source)).size, 250);
});
