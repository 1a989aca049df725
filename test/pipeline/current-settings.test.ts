import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryStateStore } from '../../src/adapters/memory/memory-state-store.ts';
import { parseDetectionSettings } from '../../src/config/parse-detection-settings.ts';
import { Failure } from '../../src/model/failure.ts';
import { settingsReader } from '../../src/pipeline/current-settings.ts';
import type { SettingsSource, SettingsText } from '../../src/ports/settings-source.ts';
import type { StateStore } from '../../src/ports/state-store.ts';

const scoreFrom = (low: number): string => `targeted:\n  low: ${low}\n`;
const mistyped = 'watchedPrts: [22]\ntargeted:\n  low: many\n';
const allProblems =
  'knockwatch.yaml:1:1 watchedPrts: unknown setting, did you mean watchedPorts?\n' +
  'knockwatch.yaml:3:3 targeted.low: is "many", expected a score from 0 to 100';

/** A settings file that a test writes, and fails to read, as it likes. */
function settingsFile(text: string) {
  const file = { text, version: 1, reads: 0, failure: null as Failure | null };
  const read = async (known: string | null): Promise<SettingsText | 'unchanged'> => {
    file.reads++;
    if (file.failure !== null) throw file.failure;
    return known === String(file.version) ? 'unchanged' : { text: file.text, version: String(file.version) };
  };
  const write = (changed: string): void => {
    file.text = changed;
    file.version++;
  };
  const source: SettingsSource = { name: 'knockwatch.yaml', read };
  return { file, source, write };
}

function processOver(source: SettingsSource, state: StateStore = memoryStateStore()) {
  const clock = { nowMs: 0, now: () => clock.nowMs };
  const parsed: string[] = [];
  const parse: typeof parseDetectionSettings = (text, name) => {
    parsed.push(text);
    return parseDetectionSettings(text, name);
  };
  return { clock, parsed, state, settings: settingsReader({ source, state, parse, wallClock: clock }) };
}

const lowOf = async (settings: ReturnType<typeof processOver>['settings']): Promise<number> =>
  (await settings.now()).detection.bounds.targeted.low;

describe('settingsReader() while the file is good', () => {
  it('parses a version once, and a new one as soon as it is asked for what is now', async () => {
    const { source, write } = settingsFile(scoreFrom(45));
    const { settings, parsed } = processOver(source);
    assert.deepEqual([await lowOf(settings), await lowOf(settings), parsed.length], [45, 45, 1]);
    const { version } = (await settings.now()).detection;
    write(scoreFrom(50));
    assert.deepEqual([await lowOf(settings), parsed.length], [50, 2]);
    assert.notEqual((await settings.now()).detection.version, version);
  });

  it('asks at most once a minute for recent ones', async () => {
    const { source, file, write } = settingsFile(scoreFrom(45));
    const { settings, clock } = processOver(source);
    await settings.recent();
    write(scoreFrom(50));
    clock.nowMs = 59_999;
    assert.equal((await settings.recent()).detection.bounds.targeted.low, 45);
    assert.equal(file.reads, 1);
    clock.nowMs = 60_000;
    assert.equal((await settings.recent()).detection.bounds.targeted.low, 50);
    assert.equal(file.reads, 2);
  });

  it('gives the watched ports as counting asks for them', async () => {
    const { settings } = processOver(settingsFile('watchedPorts: [22, 161/udp]').source);
    assert.deepEqual([...(await settings.now()).watchedPorts], [6 * 65_536 + 22, 17 * 65_536 + 161]);
  });
});

describe('settingsReader() when a new version is not valid', () => {
  it('keeps the last good one, names every problem, and takes the next good one', async () => {
    const { source, write } = settingsFile(scoreFrom(50));
    const { settings, parsed } = processOver(source);
    await settings.now();
    write(mistyped);
    const { detection, problem } = await settings.now();
    assert.equal(detection.bounds.targeted.low, 50);
    assert.equal(problem, allProblems);
    assert.equal((await settings.now()).problem, allProblems, 'as long as it stands');
    assert.equal(parsed.length, 2, 'it is parsed once');
    write(scoreFrom(55));
    assert.deepEqual([await lowOf(settings), (await settings.now()).problem], [55, null]);
  });

  it('keeps it over a restart', async () => {
    const { source, write } = settingsFile(scoreFrom(50));
    const { settings, state } = processOver(source);
    await settings.now();
    write(mistyped);
    await settings.now();
    const restarted = await processOver(source, state).settings.recent();
    assert.deepEqual([restarted.detection.bounds.targeted.low, restarted.problem], [50, allProblems]);
  });

  it('fails at a start where none was ever kept', async () => {
    const { settings } = processOver(settingsFile(mistyped).source);
    await assert.rejects(settings.recent(), (error) => error instanceof Failure && error.message === allProblems);
  });

  it('fails with the problem of the file where what was kept is no good any more', async () => {
    const state = memoryStateStore();
    await state.write('settings', { name: 'knockwatch.yaml', text: 'of another time: 1' }, null);
    await assert.rejects(processOver(settingsFile(mistyped).source, state).settings.now(), { message: allProblems });
  });
});

describe('settingsReader() when the file cannot be read', () => {
  it('says so and keeps the last good one, if trying again cannot help', async () => {
    const { source, file } = settingsFile(scoreFrom(50));
    const { settings } = processOver(source);
    await settings.now();
    file.failure = new Failure('unreadable-path', 'Cannot read knockwatch.yaml: there is no such file');
    const { detection, problem } = await settings.now();
    assert.deepEqual([detection.bounds.targeted.low, problem], [50, file.failure.message]);
  });

  it('says nothing while storage is out of reach for a moment', async () => {
    const { source, file } = settingsFile(scoreFrom(50));
    const { settings } = processOver(source);
    await settings.now();
    file.failure = new Failure('storage-unavailable', 'storage did not answer', { retryable: true });
    assert.deepEqual((await settings.now()).problem, null);
  });

  it('begins with those kept where it is out of reach at the start', async () => {
    const { source, file } = settingsFile(scoreFrom(50));
    const { settings, state } = processOver(source);
    await settings.now();
    file.failure = new Failure('storage-unavailable', 'storage did not answer', { retryable: true });
    assert.equal((await processOver(source, state).settings.recent()).detection.bounds.targeted.low, 50);
  });
});

describe('what is kept', () => {
  it('is written when it changed, and by evaluations alone', async () => {
    const { source, write } = settingsFile(scoreFrom(50));
    const { settings, state } = processOver(source);
    await settings.recent();
    assert.equal(await state.read('settings'), null);
    await settings.now();
    const kept = await state.read('settings');
    assert.deepEqual(kept?.value, { name: 'knockwatch.yaml', text: scoreFrom(50) });
    await processOver(source, state).settings.now();
    assert.equal((await state.read('settings'))?.version, kept?.version);
    write(scoreFrom(55));
    await settings.now();
    assert.deepEqual((await state.read('settings'))?.value, { name: 'knockwatch.yaml', text: scoreFrom(55) });
  });
});
