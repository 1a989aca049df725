/** A button's whole way: from flows to the message in Slack, from the press to the message that shows it, and on to what is told after. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { memoryIncidentStore } from '../../src/adapters/memory/memory-incident-store.ts';
import { slackNotifier } from '../../src/adapters/slack/slack-notifier.ts';
import { readPressedButton } from '../../src/message/buttons/read-pressed-button.ts';
import { buttonActions } from '../../src/model/pressed-button.ts';
import type { DetectionSettings } from '../../src/model/settings.ts';
import { deliverOutbox } from '../../src/pipeline/deliver-outbox.ts';
import { evaluateFacts } from '../../src/pipeline/evaluate-window.ts';
import { type PressOutcome, pressButton } from '../../src/pipeline/press-button.ts';
import { allowed, at, denied, type Line, lookingFor, windowOf } from '../support/facts-builder.ts';
import { silentLog } from '../support/ingest-world.ts';
import { textsIn } from '../support/parts-of-message.ts';
import { settingsInUse } from '../support/settings-in-use.ts';
import { emulatedChannel, readingToken, type SlackEmulator, startSlackEmulator } from '../support/slack-emulator.ts';
import { type SlackFaultProxy, startSlackFaultProxy } from '../support/slack-fault-proxy.ts';
import { readMessages, type StoredMessage } from '../support/slack-history.ts';
import { pressBody } from '../support/slack-press.ts';

let slack: SlackEmulator;
let proxy: SlackFaultProxy;
before(async () => {
  slack = await startSlackEmulator();
  proxy = await startSlackFaultProxy(slack.apiUrl);
});
after(async () => {
  await proxy.stop();
  await slack.stop();
});

/** Who every emulated channel has as a member, and who it has not. */
const member = 'U000000001';
const stranger = 'U0STRANGER';

const inChannel = { channel: emulatedChannel, criticalChannel: '', opsChannel: '', mention: {}, mayAct: [] };
const settings: DetectionSettings = lookingFor(['breakthrough'], { slack: inChannel });
const scanner = '203.0.113.7';
const lines: readonly Line[] = [
  denied('10:00', scanner, 'vm-db1', 3389, { flows: 5 }),
  allowed('10:05', scanner, 'vm-db1', 3389),
  denied('10:30', scanner, 'vm-db1', 22, { flows: 30 }),
  allowed('10:30', scanner, 'vm-db1', 22),
];

/** An installation with its incidents; its one message stands in Slack. */
function installation() {
  const incidents = memoryIncidentStore();
  const notifier = slackNotifier({ token: readingToken, apiUrl: proxy.apiUrl });
  let nowMs = at('10:00');
  const clock = { now: () => nowMs };
  const ports = { incidents, notifier, clock, wallClock: clock, log: silentLog };
  const evaluate = async (time: string): Promise<void> => {
    nowMs = at(time);
    const seen = lines.filter((line) => at(line.time) <= nowMs);
    await evaluateFacts(ports, settings, async () => ({
      window: windowOf(seen, { now: time }),
      hours: [],
      histories: [],
      start: null,
      installation: {},
      databaseBuiltAtMs: null,
      isRealTime: true,
      settingsProblem: null,
      hasButtons: true,
      late: [],
      isHolding: false,
      settle: async () => {},
    }));
    await deliverOutbox(ports, { budgetMs: 40_000 });
  };
  /** Presses the button that reads so in the message as Slack shows it. */
  const press = async (label: string, time: string, userId = member): Promise<PressOutcome> => {
    nowMs = at(time);
    const [carrier] = (await incidents.readOpen()).incidents;
    const button = buttonsOf(await messageOf(carrier?.value.posted?.ts)).find(({ text }) => text.text === label);
    const action = buttonActions.find((known) => known === button?.action_id) ?? assert.fail(`There is no button ${label}`);
    const body = pressBody({ action, incidentId: button?.value ?? '', userId, channelId: emulatedChannel });
    const pressed = readPressedButton(body) ?? assert.fail('The press was not understood');
    return pressButton(ports, settingsInUse(settings), pressed);
  };
  return { incidents, evaluate, press };
}

type Button = { readonly text: { readonly text: string }; readonly action_id: string; readonly value: string };

function buttonsOf({ blocks }: StoredMessage): readonly Button[] {
  const actions = blocks.find((block): block is { type: 'actions'; elements: Button[] } => Object(block).type === 'actions');
  return actions?.elements ?? [];
}

async function messageOf(ts: string | undefined): Promise<StoredMessage> {
  return (await readMessages(slack.apiUrl)).find((message) => message.ts === ts) ?? assert.fail('There is no message');
}

suite('a button in Slack', () => {
  test('acknowledged, nothing more is sent; told again, what became graver is', async () => {
    const { incidents, evaluate, press } = installation();
    await evaluate('10:05');
    const posted = (await incidents.readOpen()).incidents[0]?.value.posted;
    const message = () => messageOf(posted?.ts);
    const thread = async () => (await readMessages(slack.apiUrl, posted?.ts)).map(({ text }) => text.split(':')[0]);
    const labels = async () => buttonsOf(await message()).map(({ text }) => text.text);
    assert.deepEqual(await labels(), ['Acknowledge', 'Snooze 1 h', 'Snooze 24 h', 'Snooze 7 d', 'Expected source']);

    assert.equal(await press('Acknowledge', '10:10'), 'changed');
    assert.deepEqual(await labels(), ['Tell again']);
    const named = JSON.stringify((await message()).blocks);
    assert.ok(named.includes(`{"type":"user","user_id":"${member}"}`));
    assert.ok(textsIn((await message()).blocks).includes(' at 10:10 UTC: nothing more is sent, everything is counted.'));

    for (const time of ['10:11', '10:31', '10:50', '11:30']) await evaluate(time);
    assert.deepEqual(await thread(), ['Medium']);
    assert.equal((await incidents.readOpen()).incidents[0]?.value.severity, 'critical');

    assert.equal(await press('Tell again', '11:40'), 'changed');
    assert.equal((await labels()).length, 5);
    await evaluate('11:41');
    assert.deepEqual(await thread(), ['Critical', 'Now critical']);
  });

  test('asked for the settings, it answers whoever pressed it alone', async () => {
    const { evaluate, press, incidents } = installation();
    await evaluate('10:05');
    const before = await incidents.readOpen();
    assert.equal(await press('Expected source', '10:10'), 'expected-source');
    const { method, form } = proxy.requests.at(-1) ?? assert.fail('Slack was not asked');
    assert.deepEqual([method, form.get('user'), form.get('channel')], ['chat.postEphemeral', member, emulatedChannel]);
    assert.match(
      textsIn(JSON.parse(form.get('blocks') ?? '')).join('\n'),
      /^expectedSources:\n {2}- label: "203\.0\.113\.7 at vm-db1"$/m,
    );
    assert.deepEqual(await incidents.readOpen(), before);
  });

  test('an answer that Slack does not take is lost, and nothing else', async () => {
    const { evaluate, press } = installation();
    await evaluate('10:05');
    assert.equal(await press('Expected source', '10:10', stranger), 'expected-source');
    assert.equal(await press('Snooze 1 h', '10:10', stranger), 'changed');
    proxy.failNext({ kind: 'answer', status: 429, headers: { 'retry-after': '30' } });
    assert.equal(await press('Tell again', '10:11'), 'changed');
  });
});
