import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDetectionSettings } from '../../src/config/parse-detection-settings.ts';
import { settingsReader } from '../../src/pipeline/current-settings.ts';
import { filesOnly } from '../../src/pipeline/evaluate/gather-evidence.ts';
import { runEvaluation } from '../../src/pipeline/run-evaluation.ts';
import { productWorld } from '../support/product-world.ts';
import { sampleHourStartMs } from '../support/sample-log.ts';

const good = 'targeted: {low: 50}';
const better = 'targeted: {low: 55}';
const wrong = 'targeted: {low: many}';
const alsoWrong = 'findings: {campain: off}\ntargeted: {low: many}';

/** An installation whose settings file a test changes; it evaluates every minute. */
function world() {
  const { ports, notifier, clock } = productWorld({ nowMs: sampleHourStartMs });
  const file = { text: good };
  const source = {
    name: 'knockwatch.yaml',
    read: async (known: string | null) => (known === file.text ? 'unchanged' : { text: file.text, version: file.text }),
  } as const;
  const settings = settingsReader({ source, state: ports.state, parse: parseDetectionSettings, wallClock: ports.clock });
  const pass = async (minutes: number): Promise<void> => {
    for (let minute = 0; minute < minutes; minute++) {
      clock.nowMs += 60_000;
      await runEvaluation(ports, await settings.now(), filesOnly);
    }
  };
  const texts = (): readonly string[] => notifier.messages.map(({ notification }) => notification.text);
  return {
    file,
    pass,
    texts,
    versions: () => notifier.messages.map((message) => JSON.stringify(message.notification.blocks)),
    settings,
  };
}

describe('settings that are changed while Knockwatch runs', () => {
  it('are told of once when they are not valid, whatever else is wrong with them later, and not when they are', async () => {
    const { file, pass, texts } = world();
    await pass(5);
    file.text = better;
    await pass(5);
    assert.deepEqual(texts(), []);
    file.text = wrong;
    await pass(2);
    assert.equal(texts().length, 1, 'a minute after it was seen first');
    assert.match(texts()[0] ?? '', /newest settings are not valid.*knockwatch\.yaml:1:12 targeted\.low: is "many"/);
    file.text = alsoWrong;
    await pass(30);
    assert.equal(texts().length, 1);
    file.text = good;
    await pass(30);
    assert.equal(texts().length, 1);
  });

  it('say in their message which version goes on', async () => {
    const { file, pass, versions, settings } = world();
    await pass(1);
    file.text = wrong;
    await pass(2);
    const { version } = (await settings.now()).detection;
    assert.equal(parseDetectionSettings(good, 'x').version, version);
    assert.match(versions()[0] ?? '', new RegExp(version));
  });

  it('are not told of when a file was only half written as it was read', async () => {
    const { file, pass, texts } = world();
    await pass(1);
    file.text = 'targeted: {lo';
    await pass(1);
    file.text = better;
    await pass(10);
    assert.deepEqual(texts(), []);
  });
});
