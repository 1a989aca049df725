import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { severityOf } from '../../../src/detect/targeted/describe-targeted.ts';
import { scoreParts, totalScore } from '../../../src/detect/targeted/score-parts.ts';
import type { ScoreInputs, ScoreParts } from '../../../src/model/findings/targeted.ts';

const plain = { criticality: 1, isKnownScanner: false };

/** One attempt on one port of one of twelve targets, a port of weight 5 that takes half of all denials. */
const nothing: ScoreInputs = {
  attempts: 1,
  ports: 1,
  hours: 1,
  days: 1,
  targetsWorkedOn: 1,
  targetsSeen: 12,
  share: 0.5,
  weight: 5,
  company: 1,
};

const scoreOf = (inputs: ScoreInputs, factors = plain): number => totalScore(scoreParts(inputs, factors));

const toTenth = (value: number): number => Math.round(value * 10) / 10;

suite('scoreParts() gives the worked examples', () => {
  const examples: readonly {
    readonly name: string;
    readonly inputs: Partial<ScoreInputs>;
    readonly parts: Partial<ScoreParts>;
    readonly score: number;
  }[] = [
    {
      name: 'telnet once on each of 12 targets',
      inputs: { targetsWorkedOn: 12, weight: 3 },
      parts: { focus: 0, ports: 0, hours: 0, days: 0, aimFactor: 0 },
      score: 0,
    },
    {
      name: '120 attempts on RDP of one target in 17 hours, third day',
      inputs: { attempts: 120, hours: 17, days: 3, share: 0.1, weight: 8 },
      parts: { focus: 40, ports: 0, hours: 15, days: 11.9, rarity: 0.4, weightFactor: 1.08, aimFactor: 1 },
      score: 73,
    },
    {
      name: '33 attempts over 11 ports of one target in two hours',
      inputs: { attempts: 33, ports: 11, hours: 2, share: 0.023, weight: 8 },
      parts: { focus: 20.7, ports: 25, hours: 0, days: 0, rarity: 3.1 },
      score: 53,
    },
    {
      name: '37 attempts on SSH of one target in 18 hours, sixth day',
      inputs: { attempts: 37, hours: 18, days: 6, share: 0.2, weight: 5 },
      parts: { focus: 22.7, ports: 0, hours: 15, days: 15, rarity: 0, weightFactor: 0.9 },
      score: 47,
    },
    {
      name: '300 attempts on RDP of 8 targets, 100 on the top one',
      inputs: { attempts: 100, hours: 17, days: 3, targetsWorkedOn: 8, share: 0.1, weight: 8 },
      parts: { focus: 40, hours: 15, days: 11.9 },
      score: 10,
    },
    {
      name: '40 sources of one /24 with 111 attempts on RDP of one target in 6 hours, first day',
      inputs: { attempts: 111, hours: 6, share: 0.1, weight: 8, company: 40 },
      parts: { focus: 40, hours: 9.2, days: 0, rarity: 0.4, company: 15 },
      score: 70,
    },
  ];
  for (const { name, inputs, parts, score } of examples) {
    test(name, () => {
      const actual = scoreParts({ ...nothing, ...inputs }, plain);
      for (const [part, points] of Object.entries(parts)) {
        assert.equal(toTenth(actual[part as keyof ScoreParts]), toTenth(points), part);
      }
      assert.equal(Math.round(totalScore(actual)), score);
    });
  }

  test('working on 8 of 12 targets leaves 0.132 of the score', () => {
    // C = 7 / 11, G = (4 / 11)² = 16 / 121
    const { aimFactor } = scoreParts({ ...nothing, targetsWorkedOn: 8 }, plain);
    assert.ok(Math.abs(aimFactor - 16 / 121) < 1e-12);
  });
});

suite('scoreParts() at its limits', () => {
  const partsOf = (inputs: Partial<ScoreInputs>): ScoreParts => scoreParts({ ...nothing, ...inputs }, plain);

  test('focus begins above 10 attempts and is whole from 100', () => {
    assert.deepEqual(
      [0, 10, 100, 5000].map((attempts) => partsOf({ attempts }).focus),
      [0, 0, 40, 40],
    );
  });

  test('ports count from the second to the eighth', () => {
    assert.deepEqual(
      [1, 8, 25].map((ports) => partsOf({ ports }).ports),
      [0, 25, 25],
    );
  });

  test('hours count from the third to the twelfth, days from the second to the fourth', () => {
    assert.deepEqual(
      [0, 2, 12, 24].map((hours) => partsOf({ hours }).hours),
      [0, 0, 15, 15],
    );
    assert.deepEqual(
      [0, 1, 4, 14].map((days) => partsOf({ days }).days),
      [0, 0, 15, 15],
    );
  });

  test('rarity is whole where nobody else tried the port, and nothing where nobody else was denied at all', () => {
    // -log2(1/8) = 3, -log2(1/128) = 7
    assert.deepEqual(
      [0, 1 / 128, 1 / 8, 1, null].map((share) => partsOf({ share }).rarity),
      [5, 5, 0, 0, 0],
    );
  });

  test('company counts from the fifth source to the thirtieth', () => {
    assert.deepEqual(
      [1, 4, 30, 200].map((company) => partsOf({ company }).company),
      [0, 0, 15, 15],
    );
  });

  test('where only one target saw denials there is no spread', () => {
    assert.equal(partsOf({ targetsSeen: 1, targetsWorkedOn: 3 }).aimFactor, 1);
    assert.equal(partsOf({ targetsSeen: 0, targetsWorkedOn: 1 }).aimFactor, 1);
  });

  test('more targets worked on in the history than saw denials in the window are all of them', () => {
    assert.equal(partsOf({ targetsSeen: 4, targetsWorkedOn: 9 }).aimFactor, 0);
  });

  const most: ScoreInputs = { ...nothing, attempts: 1000, ports: 25, hours: 24, days: 14, share: 0, weight: 10, company: 200 };

  test('a score is 100 at most', () => {
    // (40 + 25 + 15 + 15 + 5 + 15) · 1.2 · 1.3 = 179.4
    assert.equal(scoreOf(most, { criticality: 1.3, isKnownScanner: false }), 100);
  });

  test('a known scanner has 0.3 of the score it would have', () => {
    assert.equal(scoreOf(most, { criticality: 1.3, isKnownScanner: true }), 30);
    const one = { ...nothing, attempts: 100 };
    assert.equal(scoreOf(one, { criticality: 1, isKnownScanner: true }), scoreOf(one) * 0.3);
  });

  test('severity goes by the unrounded score: medium from 60, high from 80', () => {
    const bounds = { low: 45, medium: 60, high: 80 };
    assert.deepEqual(
      [45, 59.999_999, 60, 79.999_999, 80, 100].map((score) => severityOf(score, bounds)),
      ['low', 'low', 'medium', 'medium', 'high', 'high'],
    );
  });
});

suite('laws of the targeting score', () => {
  const inputsOf: fc.Arbitrary<ScoreInputs> = fc.record({
    attempts: fc.nat(400),
    ports: fc.nat(30),
    hours: fc.nat(25),
    days: fc.nat(14),
    targetsWorkedOn: fc.integer({ min: 1, max: 40 }),
    targetsSeen: fc.nat(40),
    share: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    weight: fc.integer({ min: 0, max: 10 }),
    company: fc.integer({ min: 1, max: 256 }),
  });
  const factorsOf = fc.record({
    criticality: fc.double({ min: 0.8, max: 1.3, noNaN: true }),
    isKnownScanner: fc.boolean(),
  });

  test('it is never above 100 nor below 0', () => {
    fc.assert(
      fc.property(inputsOf, factorsOf, (inputs, factors) => {
        const score = scoreOf(inputs, factors);
        assert.ok(score >= 0 && score <= 100, String(score));
      }),
    );
  });

  test('one more attempt, hour, day, port, source or weight never lowers it', () => {
    const rising = fc.constantFrom('attempts', 'ports', 'hours', 'days', 'company', 'weight');
    fc.assert(
      fc.property(inputsOf, factorsOf, rising, (inputs, factors, field) => {
        assert.ok(scoreOf({ ...inputs, [field]: inputs[field] + 1 }, factors) >= scoreOf(inputs, factors));
      }),
    );
  });

  test('one more target worked on, or a commoner port, never raises it', () => {
    fc.assert(
      fc.property(inputsOf, factorsOf, fc.double({ min: 0, max: 1, noNaN: true }), (inputs, factors, more) => {
        const score = scoreOf(inputs, factors);
        assert.ok(scoreOf({ ...inputs, targetsWorkedOn: inputs.targetsWorkedOn + 1 }, factors) <= score);
        const share = inputs.share ?? 0;
        assert.ok(scoreOf({ ...inputs, share: share + (1 - share) * more }, factors) <= scoreOf({ ...inputs, share }, factors));
      }),
    );
  });
});
