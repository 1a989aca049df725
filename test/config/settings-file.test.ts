import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { detectionSchemaText, settingNamesAt } from '../../src/config/detection-json-schema.ts';
import { defaultDetectionSettings, parseDetectionSettings } from '../../src/config/parse-detection-settings.ts';

const shipped = readFileSync('knockwatch.yaml', 'utf8');

/** The file with its examples in place of the empty lists and groups above them. */
const withExamples = shipped.replace(
  /^( *\w+:) (?:\[\]|\{\})\n((?: *# {2}.*\n?)+)/gm,
  (_, name: string, example: string) => `${name}\n${example.replace(/^( *)# {2}/gm, '$1  ')}`,
);

const sorted = (names: Iterable<string>): readonly string[] => [...new Set(names)].sort();

describe('knockwatch.yaml', () => {
  it('holds the defaults', () => {
    assert.deepEqual(parseDetectionSettings(shipped, 'knockwatch.yaml'), defaultDetectionSettings);
  });

  it('names every setting', () => {
    const written = parse(shipped) as Readonly<Record<string, object>>;
    assert.deepEqual(Object.keys(written), settingNamesAt([]));
    const groups = Object.keys(written).filter((name) => !Array.isArray(written[name]));
    assert.equal(groups.length, 8);
    for (const group of groups) assert.deepEqual(Object.keys(written[group] ?? {}), settingNamesAt([group]), group);
  });

  it('holds examples that are valid and show every field', () => {
    const { expectedSources, knownScanners, targets, suppressions, slack } = parseDetectionSettings(withExamples, 'examples');
    assert.equal(expectedSources.length + knownScanners.length + targets.length + suppressions.length, 4);
    assert.deepEqual(Object.keys(slack.mention), ['high', 'critical']);
    const written = parse(withExamples) as Readonly<Record<string, readonly object[]>>;
    for (const list of ['thresholds', 'expectedSources', 'knownScanners', 'targets', 'suppressions']) {
      assert.deepEqual(Object.keys(written[list]?.[0] ?? {}), settingNamesAt([list, 0]), list);
    }
  });

  it('holds an example of each kind of threshold', () => {
    const { thresholds } = parseDetectionSettings(withExamples, 'examples');
    assert.deepEqual(sorted(thresholds.map(({ per }) => per)), [
      'country',
      'port',
      'prefix',
      'source',
      'source+target',
      'target',
    ]);
    assert.deepEqual(sorted(thresholds.map(({ decision }) => decision)), ['allowed', 'denied']);
    const withDistinct = thresholds.filter(({ distinct }) => distinct !== null);
    assert.ok(withDistinct.length > 0 && withDistinct.length < thresholds.length);
    assert.ok(thresholds.some(({ countries }) => countries.only.length > 0));
    assert.ok(thresholds.some(({ countries }) => countries.except.length > 0));
    assert.ok(thresholds.some(({ ports }) => ports === null));
  });

  it('names its schema in the first line, for editors', () => {
    assert.equal(shipped.split('\n')[0], '# yaml-language-server: $schema=./knockwatch.schema.json');
  });
});

describe('knockwatch.schema.json', () => {
  it('is what src/config/detection-schema.ts says (else: node scripts/write-schema.ts)', () => {
    assert.equal(readFileSync('knockwatch.schema.json', 'utf8'), detectionSchemaText);
  });

  it('describes every setting and gives its default', () => {
    const { properties } = JSON.parse(detectionSchemaText) as {
      properties: Readonly<Record<string, { description?: string; default?: unknown }>>;
    };
    for (const [name, { description, default: usual }] of Object.entries(properties)) {
      assert.ok(description !== undefined && usual !== undefined, name);
    }
    const ports = (properties['watchedPorts']?.default ?? []) as readonly { port: number }[];
    assert.deepEqual(
      ports.map(({ port }) => port),
      defaultDetectionSettings.watchedPorts.map(({ port }) => port),
    );
  });
});
