import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { azureIncidentStore } from '../../src/adapters/azure-table/azure-incident-store.ts';
import { renderNotification } from '../../src/adapters/console/render-notification.ts';
import { memoryIncidentStore } from '../../src/adapters/memory/memory-incident-store.ts';
import { storageClients } from '../../src/adapters/storage-clients.ts';
import { Failure } from '../../src/model/failure.ts';
import type { Incident } from '../../src/model/incident.ts';
import type { ButtonAction } from '../../src/model/pressed-button.ts';
import { deliverOutbox } from '../../src/pipeline/deliver-outbox.ts';
import type { IncidentStore } from '../../src/ports/incident-store.ts';
import { startAzurite } from '../support/azurite.ts';
import { makeBlind } from '../support/findings/make-blind.ts';
import { makeBreakthrough } from '../support/findings/make-breakthrough.ts';
import { makeExposure } from '../support/findings/make-exposure.ts';
import { makeTargeted } from '../support/findings/make-targeted.ts';
import { silentLog } from '../support/ingest-world.ts';
import { settings } from '../support/message-inputs.ts';
import { makeEntry } from '../support/outbox-world.ts';
import { textsIn } from '../support/parts-of-message.ts';
import { makePressWorld, type PressWorld } from '../support/press-world.ts';

const azurite = await startAzurite();
after(() => azurite.stop());
const clients = storageClients({ kind: 'connection-string', value: azurite.connectionString }, 'TEST_STORAGE');
let tables = 0;

const stores: Readonly<Record<string, () => IncidentStore>> = {
  memory: memoryIncidentStore,
  Azurite: () => azureIncidentStore(clients.tableClient(`KnockwatchPresses${++tables}`)),
};
const minute = 60_000;
const findings = [makeBreakthrough(), makeExposure(), makeTargeted()];

/** What the message shows now. */
const shown = ({ notifier }: PressWorld): string =>
  renderNotification({ blocks: notifier.messages[0]?.notification.blocks ?? [] }, { columns: 120, isColored: false }).replaceAll(
    '\n',
    ' ',
  );
const actionsShown = ({ notifier }: PressWorld): readonly string[] => {
  const json = JSON.stringify(notifier.messages[0]?.notification.blocks);
  return [...json.matchAll(/"action_id":"([\w-]+)"/g)].map(([, action = '']) => action);
};
const silences = (incidents: readonly Incident[]): unknown[] => incidents.map(({ silence }) => silence);
const lastReasons = (incidents: readonly Incident[]): unknown[] => incidents.map(({ reasons }) => reasons.at(-1)?.reason);

/** A store before whose commits of an evaluation something else happens, once each. */
function interrupted(store: IncidentStore, ...deeds: (() => Promise<unknown>)[]): IncidentStore {
  return {
    ...store,
    commitEvaluation: async (...change) => {
      await deeds.shift()?.();
      return store.commitEvaluation(...change);
    },
  };
}

/** Replaces an incident as a delivery does. */
async function touch(store: IncidentStore, change: (incident: Incident) => Incident, id = 'kw-0'): Promise<void> {
  const found = (await store.readOpen()).incidents.find(({ value }) => value.id === id);
  assert.ok(found !== undefined);
  assert.equal((await store.replace({ incident: change(found.value), replaces: found.version })).kind, 'committed');
}

for (const [name, newStore] of Object.entries(stores)) {
  describe(`a pressed button, incidents in ${name}`, () => {
    test('acknowledges all that the message tells of, and the message shows it at once', async () => {
      const world = await makePressWorld(newStore(), findings);
      assert.equal(await world.press('acknowledge'), 'changed');
      const incidents = await world.incidents();
      const silence = { kind: 'acknowledged', by: 'U0ADMIN', atMs: world.nowMs };
      assert.deepEqual(silences(incidents), [silence, silence, silence]);
      assert.deepEqual(lastReasons(incidents), ['snoozed', 'snoozed', 'snoozed']);
      assert.deepEqual(world.notifier.calls, ['post', 'edit']);
      assert.match(shown(world), / Acknowledged by @U0ADMIN at 03:20 UTC: nothing more is sent, everything is counted\. /);
      assert.deepEqual(actionsShown(world), ['tell-again']);
      assert.deepEqual(
        incidents.map(({ announced }) => announced?.shownAtMs),
        [world.nowMs, world.nowMs, world.nowMs],
      );
    });

    test('snoozes until an hour, a day or a week of event time later', async () => {
      for (const [action, hours] of [
        ['snooze-1h', 1],
        ['snooze-24h', 24],
        ['snooze-7d', 168],
      ] as const) {
        const world = await makePressWorld(newStore(), [makeBlind()]);
        assert.equal(await world.press(action), 'changed');
        const untilMs = world.nowMs + hours * 60 * minute;
        assert.deepEqual(silences(await world.incidents()), [{ kind: 'snoozed', by: 'U0ADMIN', atMs: world.nowMs, untilMs }]);
        assert.match(
          shown(world),
          / Snoozed by @U0ADMIN at 03:20 UTC until .* UTC: nothing is sent until then, everything is counted\. /,
        );
      }
    });

    test('tells again: the message offers its buttons', async () => {
      const world = await makePressWorld(newStore(), findings);
      await world.press('acknowledge');
      world.nowMs += minute;
      assert.equal(await world.press('tell-again', { by: 'U0OTHER' }), 'changed');
      assert.deepEqual(actionsShown(world), ['acknowledge', 'snooze-1h', 'snooze-24h', 'snooze-7d', 'expected-source']);
      const [incident] = await world.incidents();
      assert.equal(incident?.reasons.at(-1)?.detail, 'U0OTHER asked at 2026-11-22 03:21 UTC to be told again.');
    });

    test('that comes twice changes nothing twice, and sends nothing twice', async () => {
      for (const action of ['acknowledge', 'snooze-1h', 'tell-again'] satisfies ButtonAction[]) {
        const world = await makePressWorld(newStore(), findings);
        if (action === 'tell-again') await world.press('acknowledge');
        assert.equal(await world.press(action), 'changed');
        const [once, calls] = [await world.incidents(), world.notifier.calls.length];
        world.nowMs += 2_000;
        assert.equal(await world.press(action), 'no-change');
        assert.deepEqual(await world.incidents(), once);
        assert.equal(world.notifier.calls.length, calls);
      }
    });

    test('by two people at once: one is first, and the message says who', async () => {
      const world = await makePressWorld(newStore(), findings);
      const outcomes = await Promise.all([world.press('acknowledge'), world.press('snooze-1h', { by: 'U0OTHER' })]);
      assert.deepEqual(outcomes.toSorted(), ['changed', 'no-change']);
      const incidents = await world.incidents();
      assert.equal(new Set(incidents.map(({ silence }) => silence?.by)).size, 1);
      assert.equal(world.notifier.calls.filter((call) => call === 'edit').length, 1);
    });

    test('loses nothing that an evaluation or a delivery commits at the same time', async () => {
      const store = newStore();
      const world = await makePressWorld(store, findings);
      const counted = () => touch(store, (incident) => ({ ...incident, lastSeenAtMs: incident.lastSeenAtMs + minute }));
      const before = (await world.incidents())[0]?.lastSeenAtMs ?? 0;
      assert.equal(await world.press('acknowledge', { store: interrupted(store, counted, counted) }), 'changed');
      const [incident] = await world.incidents();
      assert.deepEqual([incident?.silence?.kind, incident?.lastSeenAtMs], ['acknowledged', before + 2 * minute]);
    });

    test('makes an evaluation that had read before begin again', async () => {
      const store = newStore();
      const world = await makePressWorld(store, findings);
      const { tick } = await store.readOpen();
      assert.ok(tick !== null);
      await world.press('acknowledge');
      assert.equal(await store.commitEvaluation([], { ...tick.value, revision: 2 }, tick.version), 'conflict');
      assert.deepEqual((await store.readOpen()).tick?.value, { ...tick.value, revision: 2 });
    });
  });
}

describe('a pressed button', () => {
  const worldOf = (change?: (incident: Incident) => Incident) => makePressWorld(memoryIncidentStore(), findings, change);
  const whispers = ({ notifier }: PressWorld): string[] => notifier.whispers.map(({ userId, text }) => `${userId} ${text}`);

  test('"Expected source" answers whoever pressed it, and nobody else, and changes nothing', async () => {
    const world = await worldOf();
    const before = await world.incidents();
    assert.equal(await world.press('expected-source'), 'expected-source');
    const [whisper] = world.notifier.whispers;
    assert.deepEqual([whisper?.userId, whisper?.channelId], ['U0ADMIN', 'C0ALERTS']);
    assert.match(textsIn(whisper?.blocks).join('\n'), /sources: \[203\.0\.113\.7\]\n {4}ports: \[3389\]/);
    assert.match(whisper?.text ?? '', /add this to knockwatch\.yaml/);
    assert.deepEqual([await world.incidents(), world.notifier.calls], [before, ['post', 'whisper']]);
  });

  test('of somebody who may not act changes nothing, and they are told why', async () => {
    const world = await worldOf();
    const closed = { ...settings, slack: { ...settings.slack, mayAct: ['U0ADMIN'] } };
    for (const action of ['acknowledge', 'expected-source', 'tell-again'] satisfies ButtonAction[]) {
      assert.equal(await world.press(action, { by: 'U0OTHER', settings: closed }), 'not-allowed');
    }
    assert.match(whispers(world)[0] ?? '', /^U0OTHER Nothing was changed: you are not among those who may/);
    assert.deepEqual(silences(await world.incidents()), [null, null, null]);
    assert.equal(await world.press('acknowledge', { settings: closed }), 'changed');
  });

  test('of an incident that is not kept any more is answered', async () => {
    const world = await worldOf();
    for (const action of ['acknowledge', 'expected-source'] satisfies ButtonAction[]) {
      assert.equal(await world.press(action, { incidentId: 'long-ago' }), 'gone');
    }
    assert.match(whispers(world)[0] ?? '', /this incident was over long ago/);
  });

  test('of a message all of which is over is answered; what is over is not silenced with the rest', async () => {
    const over = (incident: Incident): Incident => ({ ...incident, state: 'resolved', resolvedAtMs: 1 });
    const world = await worldOf(over);
    assert.equal(await world.press('acknowledge'), 'over');
    assert.match(whispers(world)[0] ?? '', /this is over already/);
    const partly = await worldOf((incident) => (incident.id === 'kw-1' ? over(incident) : incident));
    assert.equal(await partly.press('acknowledge'), 'changed');
    assert.deepEqual(
      (await partly.incidents()).map(({ silence }) => silence?.kind ?? null),
      ['acknowledged', null, 'acknowledged'],
    );
  });

  test('that names another incident of the message means the message', async () => {
    const world = await worldOf();
    assert.equal(await world.press('acknowledge', { incidentId: 'kw-2' }), 'changed');
    assert.ok((await world.incidents()).every(({ silence }) => silence !== null));
    assert.deepEqual(world.notifier.calls, ['post', 'edit']);
  });

  test('of an incident whose carrier is gone silences that incident; there is no message of its own to edit', async () => {
    const world = await worldOf();
    await touch(world.store, (incident) => ({ ...incident, toldWith: 'long-ago' }), 'kw-2');
    assert.equal(await world.press('acknowledge', { incidentId: 'kw-2' }), 'changed');
    assert.deepEqual(
      (await world.incidents()).map(({ silence }) => silence !== null),
      [false, false, true],
    );
    assert.deepEqual(world.notifier.calls, ['post']);
  });

  test('leaves the edit to the next evaluation where Slack does not take it', async () => {
    const world = await worldOf();
    world.notifier.failNext({
      takesEffect: false,
      outcome: { kind: 'retry', code: 'timeout', afterMs: null, mayHaveArrived: true },
    });
    assert.equal(await world.press('acknowledge'), 'changed');
    assert.deepEqual(actionsShown(world), []);
    const wallClock = { now: () => world.nowMs + 3 * minute };
    await deliverOutbox({ incidents: world.store, notifier: world.notifier, wallClock, log: silentLog }, { budgetMs: 1_000 });
    assert.deepEqual(actionsShown(world), ['tell-again']);
  });

  test('sends the edit of its own message alone, whatever else waits', async () => {
    const world = await worldOf();
    const outbox = [makeEntry('kw-2:1', 'post')];
    await touch(world.store, (incident) => ({ ...incident, toldWith: null, outbox }), 'kw-2');
    await world.press('acknowledge');
    assert.deepEqual(world.notifier.calls, ['post', 'edit']);
  });

  test('whose storage fails is answered, kept nowhere, and does not throw', async () => {
    const world = await worldOf();
    const down: IncidentStore = {
      ...world.store,
      readOpen: async () => {
        throw new Failure('storage-unavailable', 'Cannot read', { retryable: true });
      },
    };
    assert.equal(await world.press('acknowledge', { store: down }), 'failed');
    assert.match(whispers(world)[0] ?? '', /Please press the button again in a minute\.$/);
    assert.ok(world.logged.some((line) => line.includes('"press-failed"') && line.includes('"storage-unavailable"')));
  });

  test('that others overtake every time is answered', async () => {
    const world = await worldOf();
    const never: IncidentStore = { ...world.store, commitEvaluation: async () => 'conflict' };
    assert.equal(await world.press('acknowledge', { store: never }), 'failed');
    assert.ok(world.logged.some((line) => line.includes('"conflict-persists"')));
  });

  test('whose edit cannot be recorded is kept all the same', async () => {
    const world = await worldOf();
    const noSteps: IncidentStore = {
      ...world.store,
      replace: async () => {
        throw new Failure('storage-unavailable', 'Cannot write', { retryable: true });
      },
    };
    assert.equal(await world.press('acknowledge', { store: noSteps }), 'changed');
    assert.ok((await world.incidents()).every(({ silence }) => silence !== null));
    assert.ok(world.logged.some((line) => line.includes('"press-not-shown"')));
  });

  test('logs what was pressed and what came of it, and nothing of who or of the message', async () => {
    const world = await worldOf();
    await world.press('acknowledge');
    const line = world.logged.find((logged) => logged.includes('"event":"press"'));
    assert.equal(line, '{"event":"press","action":"acknowledge","incident":"kw-0","outcome":"changed"}');
  });

  test('of a message of a hundred and fifty silences them all, in batches that storage takes', async () => {
    const many = Array.from({ length: 150 }, (_, i) => makeExposure({ key: `door ${i}` }));
    const world = await makePressWorld(memoryIncidentStore(), many);
    assert.equal(await world.press('acknowledge'), 'changed');
    assert.ok((await world.incidents()).every(({ silence }) => silence !== null));
  });
});
