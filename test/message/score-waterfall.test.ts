import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { roundToSum } from '../../src/message/tell/round-to-sum.ts';
import { scoreWaterfall } from '../../src/message/tell/score-waterfall.ts';
import type { ScoreParts } from '../../src/model/findings/targeted.ts';
import { atTheLimit, inCompany, knownSweep, makeTargeted, verticalScan } from '../support/findings/make-targeted.ts';
import { settings } from '../support/message-inputs.ts';

/** Points up to a most, as detection gives them. */
const upTo = (most: number): fc.Arbitrary<number> => fc.oneof(fc.constant(0), fc.double({ min: 0, max: most, noNaN: true }));

const parts: fc.Arbitrary<ScoreParts> = fc.record({
  focus: upTo(40),
  ports: upTo(25),
  hours: upTo(15),
  days: upTo(15),
  rarity: upTo(5),
  company: upTo(15),
  weightFactor: fc.integer({ min: 0, max: 10 }).map((weight) => 0.6 + 0.06 * weight),
  criticality: fc.double({ min: 0.8, max: 1.3, noNaN: true }),
  aimFactor: fc.double({ min: 0, max: 1, noNaN: true }),
  scannerFactor: fc.constantFrom(0.3, 1),
});

function scoreOf({ weightFactor, criticality, aimFactor, scannerFactor, ...points }: ScoreParts): number {
  const { focus, ports, hours, days, rarity, company } = points;
  const sum = focus + ports + hours + days + rarity + company;
  return Math.min(100, sum * weightFactor * criticality * aimFactor) * scannerFactor;
}

/** The points at the beginning of a line, in tenths. */
const tenths = (line: string): number => Math.round(Number(line.split(' ')[0]?.replace('−', '-')) * 10);

test('scoreWaterfall() shows points that add up to the score it shows', () => {
  fc.assert(
    fc.property(parts, (each) => {
      const score = scoreOf(each);
      const lines = scoreWaterfall(makeTargeted({ parts: each, score }), settings);
      const last = lines.at(-1) ?? '';
      const sum = lines.slice(0, -1).reduce((total, line) => total + tenths(line), 0);
      assert.ok(last.startsWith(`= ${score.toFixed(1)} of 100`), last);
      assert.equal(sum, Math.round(Number(score.toFixed(1)) * 10), lines.join('\n'));
    }),
    { numRuns: 1_000 },
  );
});

test('scoreWaterfall() leaves out what gives no points and factors of 1', () => {
  assert.deepEqual(scoreWaterfall(makeTargeted(verticalScan), settings), [
    '+20.7 focus (up to 40): 33 attempts on vm-db1',
    '+25.0 ports (up to 25): 11 watched ports of vm-db1',
    '+3.0 rarity (up to 5): 2 % of all other denials are on this port',
    '+3.9 weight: × 1.08, the ports weigh 8 of 10',
    '= 52.6 of 100: low from 45, medium from 60, high from 80',
  ]);
});

test('scoreWaterfall() names the company of a prefix, the limit of 100 and a known scanner', () => {
  const text = (fields: Parameters<typeof makeTargeted>[0]) => scoreWaterfall(makeTargeted(fields), settings).join('\n');
  assert.match(text(inCompany), /^\+15\.0 company \(up to 15\): 40 sources of this network at this door$/m);
  assert.match(text(atTheLimit), /^−56\.0 limit: no score is above 100$/m);
  assert.match(text(knownSweep), /^−37\.5 known scanner: × 0\.3, it counts for less$/m);
});

test('roundToSum() gives tenths that add up to the rounded sum, each less than a tenth away', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 10 }), (values) => {
      const sum = values.reduce((total, value) => total + value, 0);
      const rounded = roundToSum(values, sum);
      const tenthsTogether = rounded.reduce((total, value) => total + Math.round(value * 10), 0);
      assert.ok(tenthsTogether === Math.round(sum * 10), `${tenthsTogether} tenths`);
      for (const [index, value] of rounded.entries()) assert.ok(Math.abs(value - (values[index] ?? 0)) < 0.1 + 1e-9);
    }),
  );
});
