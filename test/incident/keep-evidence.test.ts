import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { prepareDetection } from '../../src/detect/detection.ts';
import { findBreakthroughs } from '../../src/detect/find-breakthroughs.ts';
import { keepEvidence } from '../../src/incident/keep-evidence.ts';
import type { Breakthrough } from '../../src/model/findings/breakthrough.ts';
import { allowed, at, denied, inputOf, type Line, nothingAnswered } from '../support/facts-builder.ts';

const scanner = '203.0.113.7';

function found(lines: readonly Line[], now = '23:00'): Breakthrough {
  const [finding] = findBreakthroughs(prepareDetection(inputOf(lines, { now })));
  assert.ok(finding);
  return finding;
}

suite('keepEvidence()', () => {
  const early = [denied('09:00', scanner, 'a', 22, { flows: 25 }), denied('10:00', scanner, 'a', 22, { flows: 4 })];
  const letIn = allowed('10:05', scanner, 'a', 22, nothingAnswered);
  const told = found([...early, letIn]);

  test('keeps the denials that have left the window, with the severity they gave, and takes new let-ins', () => {
    const now = found([...early, letIn, allowed('11:00', scanner, 'a', 22)], '2026-11-22 09:30');
    assert.equal(now.denials, 4);
    const kept = keepEvidence(told, now);
    assert.deepEqual([kept.denials, kept.letInFlows, kept.replied], [29, 2, 'yes']);
    assert.deepEqual(kept.why, told.why);
  });

  test('keeps the let-in that has left the window, and moves only when it was last seen', () => {
    const again = [denied('15:00', scanner, 'a', 22, { flows: 5 }), allowed('15:05', scanner, 'a', 22, nothingAnswered)];
    const now = found([...early, letIn, ...again], '2026-11-22 11:30');
    assert.equal(now.letInAtMs, at('15:05'));
    assert.deepEqual(keepEvidence(told, now), { ...told, lastSeenAtMs: at('15:10') });
  });

  test('does not say that nothing answered where that was not known of all let-ins', () => {
    const now = { ...told, letInAtMs: at('15:05') };
    assert.equal(keepEvidence({ ...told, replied: 'unknown' }, now).replied, 'unknown');
    assert.equal(keepEvidence({ ...told, replied: 'yes' }, now).replied, 'yes');
    assert.equal(keepEvidence(told, { ...now, replied: 'unknown' }).replied, 'unknown');
  });

  test('takes an earlier let-in that late data brought, but does not unsay that packets came back', () => {
    const now = found(
      [early[0], letIn, allowed('09:05', scanner, 'a', 22, nothingAnswered)].filter((line) => line !== undefined),
    );
    const kept = keepEvidence({ ...told, replied: 'yes' }, now);
    assert.deepEqual(kept, { ...now, replied: 'yes' });
    assert.equal(kept.letInAtMs, at('09:05'));
  });
});
