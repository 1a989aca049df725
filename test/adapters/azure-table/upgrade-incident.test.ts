import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { upgradeIncident } from '../../../src/adapters/azure-table/upgrade-incident.ts';

const rule = { name: 'UserRule_Allow', acl: '' };
const finding = { finding: 'breakthrough', source: '203.0.113.7', letInAtMs: 5, letInDoors: [], allowedBy: rule, deniedBy: rule };

suite('upgradeIncident()', () => {
  test('keeps what was told, with nothing of what was not known then', () => {
    const announced = { severity: 'critical', replied: 'no', atMs: 7, shown: finding, shownAtMs: 8 };
    const upgraded = upgradeIncident({ id: 'a', latest: finding, announced }) as Record<string, Record<string, unknown>>;
    const { shown, ...told } = upgraded['announced'] ?? {};
    assert.deepEqual(told, {
      severity: 'critical',
      replied: 'no',
      atMs: 7,
      shownAtMs: 8,
      score: null,
      gapMs: 3_600_000,
      targets: [],
      byDigest: false,
    });
    assert.deepEqual(shown, upgraded['latest']);
    assert.deepEqual(upgraded['latest']?.['sources'], ['203.0.113.7']);
  });

  test('leaves alone what is no incident', () => {
    for (const other of [null, 7, 'text', [1]]) assert.deepEqual(upgradeIncident(other), other);
    assert.deepEqual(upgradeIncident({ latest: 3, announced: 'x' }), { latest: 3, announced: null, silence: null });
  });
});
