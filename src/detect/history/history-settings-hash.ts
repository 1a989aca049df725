import { createHash } from 'node:crypto';
import type { ExpectedSource } from '../../model/settings.ts';
import { compareText } from '../compare-text.ts';
import { resolveTargets } from '../match/match-target.ts';
import type { HistorySettings } from './make-day-history.ts';
import { keysOf } from './view-day.ts';

/**
 * Hashes what of the settings a history depends on: the watched ports, and the expected sources with what the target names in them
 * stand for. Order, repetition, labels and weights change nothing.
 *
 * @returns 16 base64url characters
 */
export function historySettingsHash({ watchedPorts, expectedSources, targets }: HistorySettings): string {
  const ports = numbers(keysOf(watchedPorts));
  const expected = expectedSources.map((entry) => JSON.stringify(canonicalEntry(entry, targets)));
  return createHash('sha256')
    .update(JSON.stringify([ports, texts(expected)]))
    .digest('base64url')
    .slice(0, 16);
}

function canonicalEntry({ sources, ports, targets }: ExpectedSource, named: HistorySettings['targets']): readonly unknown[] {
  return [texts(sources), numbers(ports), texts(resolveTargets(targets, named).map((entry) => entry.toLowerCase()))];
}

function texts(values: readonly string[]): string[] {
  return [...new Set(values)].sort(compareText);
}

function numbers(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
