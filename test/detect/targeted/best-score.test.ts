import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { defaultDetectionSettings } from '../../../src/config/parse-detection-settings.ts';
import { bestScores } from '../../../src/detect/targeted/best-score.ts';
import { chooseSuspects } from '../../../src/detect/targeted/choose-suspects.ts';
import { rankPorts } from '../../../src/detect/targeted/ranked-ports.ts';
import { scoreParts, totalScore } from '../../../src/detect/targeted/score-parts.ts';

const { watchedPorts } = defaultDetectionSettings;
const ranked = rankPorts(watchedPorts);
const gold = [{ name: 'gold', match: '10.0.0.4', criticality: 1.3 }];

suite('bestScores()', () => {
  const inputsOf = fc.record({
    attempts: fc.nat(300),
    portsPerAttempt: fc.double({ min: 0, max: 1, noNaN: true }),
    hoursPerAttempt: fc.double({ min: 0, max: 1, noNaN: true }),
    days: fc.nat(14),
    share: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    port: fc.constantFrom(...watchedPorts),
    company: fc.integer({ min: 1, max: 256 }),
    criticality: fc.double({ min: 0.8, max: 1.3, noNaN: true }),
  });

  test('no score is higher, whatever ports, hours and history it has', () => {
    fc.assert(
      fc.property(inputsOf, ({ attempts, portsPerAttempt, hoursPerAttempt, days, share, port, company, criticality }) => {
        const inputs = {
          attempts,
          ports: Math.min(watchedPorts.length, Math.round(attempts * portsPerAttempt)),
          hours: Math.min(24, Math.round(attempts * hoursPerAttempt)),
          days,
          share,
          weight: port.weight,
          company,
          targetsWorkedOn: 1,
          targetsSeen: 12,
        };
        const score = totalScore(scoreParts(inputs, { criticality, isKnownScanner: false }));
        assert.ok(bestScores(ranked, gold, days)(attempts, company) >= score);
      }),
    );
  });

  test('the best of all is what it says, within a thousandth', () => {
    // Eight attempts, each on another port and in another hour: (0 + 25 + 15 · ln 4 / ln 6 + 11.9 + 5) · 1.2
    const inputs = {
      attempts: 8,
      ports: 8,
      hours: 8,
      days: 3,
      share: 0,
      weight: 10,
      company: 1,
      targetsWorkedOn: 1,
      targetsSeen: 12,
    };
    const score = totalScore(scoreParts(inputs, { criticality: 1, isKnownScanner: false }));
    assert.ok(Math.abs(bestScores(ranked, [], 3)(8, 1) - score) < 0.001);
  });
});

test('chooseSuspects() leaves out sources whose attempts cannot reach the bound, and none that can', () => {
  const bestScore = bestScores(ranked, [], 14);
  const attempts = Uint8Array.from({ length: 256 }, (_, count) => count);
  const addresses = Array.from(attempts, (count) => `198.${count}.100.7`);
  const chosen = (lowest: number): number[] =>
    chooseSuspects(addresses, attempts, bestScore, lowest).flatMap(({ members }) => members);
  for (const lowest of [0, 20, 45, 80, 1000]) {
    assert.deepEqual(
      chosen(lowest),
      [...attempts].filter((count) => count > 0 && bestScore(count, 1) >= lowest),
    );
  }
});
