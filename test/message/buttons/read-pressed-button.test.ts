import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readPressedButton } from '../../../src/message/buttons/read-pressed-button.ts';
import { buttonActions, type PressedButton } from '../../../src/model/pressed-button.ts';
import { pressBody } from '../../support/slack-press.ts';

const pressed: PressedButton = { action: 'acknowledge', incidentId: 'fkqx2abc', userId: 'U0ADMIN', channelId: 'C0ALERTS' };
const bodyOf = (payload: unknown): string => new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
/** The payload of a press, with one part changed. */
const changed = (changes: object): string =>
  bodyOf({ ...JSON.parse(new URLSearchParams(pressBody(pressed)).get('payload') ?? ''), ...changes });

for (const action of buttonActions) {
  test(`readPressedButton() reads ${action} as Slack sends it`, () => {
    assert.deepEqual(readPressedButton(pressBody({ ...pressed, action })), { ...pressed, action });
  });
}

test('readPressedButton() takes users and channels of every kind', () => {
  for (const userId of ['U0ADMIN', 'W012A3CDE']) {
    for (const channelId of ['C0ALERTS', 'G0PRIVATE', 'D0DIRECT']) {
      assert.deepEqual(readPressedButton(pressBody({ ...pressed, userId, channelId })), { ...pressed, userId, channelId });
    }
  }
});

const others: Readonly<Record<string, string>> = {
  'an empty body': '',
  'no payload': 'a=b',
  'a payload that is no JSON': 'payload=%7B',
  'a payload that is a list': bodyOf([]),
  'a payload that is null': bodyOf(null),
  'another interaction': changed({ type: 'view_submission' }),
  'no action': changed({ actions: [] }),
  'actions that are none': changed({ actions: { 0: 'acknowledge' } }),
  'an action of others': changed({ actions: [{ action_id: 'approve', value: 'fkqx2abc' }] }),
  'an action by a name of every object': changed({ actions: [{ action_id: 'toString', value: 'fkqx2abc' }] }),
  'no incident': changed({ actions: [{ action_id: 'acknowledge' }] }),
  'an incident that is a number': changed({ actions: [{ action_id: 'acknowledge', value: 7 }] }),
  'an incident with markup': changed({ actions: [{ action_id: 'acknowledge', value: '<!here>' }] }),
  'an incident without end': changed({ actions: [{ action_id: 'acknowledge', value: 'a'.repeat(41) }] }),
  'no user': changed({ user: null }),
  'a user by name': changed({ user: { id: 'alice' } }),
  'a user with a line break': changed({ user: { id: 'U0ADMIN\n' } }),
  'no channel': changed({ channel: undefined }),
};

for (const [name, body] of Object.entries(others)) {
  test(`readPressedButton() gives null for ${name}`, () => assert.equal(readPressedButton(body), null));
}

test('readPressedButton() never throws, and gives nothing that it did not check', () => {
  const part = fc.oneof(fc.jsonValue(), fc.constantFrom('acknowledge', 'block_actions', 'U0ADMIN', 'C0ALERTS', 'fkqx2abc'));
  const holder = fc.oneof(part, fc.record({ id: part }), fc.record({ action_id: part, value: part }));
  const payload = fc.record({ type: part, user: holder, channel: holder, actions: fc.oneof(part, fc.array(holder)) });
  const body = fc.oneof(fc.string({ unit: 'binary' }), payload.map(bodyOf), fc.jsonValue().map(bodyOf));
  fc.assert(
    fc.property(body, (text) => {
      const read = readPressedButton(text);
      if (read === null) return;
      assert.ok(buttonActions.includes(read.action));
      assert.match(`${read.incidentId} ${read.userId} ${read.channelId}`, /^[\w-]{1,40} [UW][A-Z0-9]+ [CGD][A-Z0-9]+$/);
    }),
    { numRuns: 500 },
  );
});
