import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { historySettingsHash } from '../../../src/detect/history/history-settings-hash.ts';
import { settingsWith } from '../../support/facts-builder.ts';

const office = { label: 'office', sources: ['203.0.113.0/24', '198.51.100.7'], ports: [393238, 396605], targets: ['Database'] };
const base = settingsWith({ expectedSources: [office], targets: [{ name: 'Database', match: '10.0.0.4', criticality: 1 }] });
const hash = historySettingsHash(base);

suite('historySettingsHash()', () => {
  test('is short and without characters that keys may not hold', () => assert.match(hash, /^[\w-]{16}$/));

  test('stays where order, labels, weights or other settings change', () => {
    const reordered = { ...office, label: 'HQ', sources: office.sources.toReversed(), ports: office.ports.toReversed() };
    const watchedPorts = base.watchedPorts.map((watched) => ({ ...watched, weight: 9, name: 'x' })).toReversed();
    assert.equal(historySettingsHash({ ...base, watchedPorts, expectedSources: [reordered] }), hash);
    assert.equal(historySettingsHash({ ...base, version: 'other' } as typeof base), hash);
  });

  test('changes with the watched ports', () => {
    assert.notEqual(historySettingsHash({ ...base, watchedPorts: base.watchedPorts.slice(1) }), hash);
  });

  test('changes with every part of an expected source', () => {
    const changes = [{ sources: ['203.0.113.0/24'] }, { ports: [393238] }, { targets: [] }];
    const hashes = changes.map((change) => historySettingsHash({ ...base, expectedSources: [{ ...office, ...change }] }));
    assert.equal(new Set([hash, ...hashes]).size, 4);
  });

  test('changes where a target that an expected source names stands for another', () => {
    const targets = [{ name: 'Database', match: '10.0.0.5', criticality: 1 }];
    assert.notEqual(historySettingsHash({ ...base, targets }), hash);
    const unnamed = [...base.targets, { name: 'Web', match: '10.0.0.9', criticality: 1 }];
    assert.equal(historySettingsHash({ ...base, targets: unnamed }), hash);
  });
});
