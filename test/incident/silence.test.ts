/** Acknowledged and snoozed incidents as a time line: nothing is sent while somebody wants quiet, the ordinary rules hold after. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { applyPress, type SilencingAction } from '../../src/incident/silence-incident.ts';
import type { MessageInput } from '../../src/model/message-input.ts';
import { allowed, at, denied, type Line, lookingFor } from '../support/facts-builder.ts';
import { findingTimeline } from '../support/finding-timeline.ts';
import { makeTargeted } from '../support/findings/make-targeted.ts';
import { type Timeline, timeline } from '../support/incident-timeline.ts';
import { makeIncident } from '../support/make-incident.ts';

const scanner = '203.0.113.7';
/** Medium at 10:05; critical once it is denied at a second door and let in there. */
const brokeIn = [denied('10:00', scanner, 'vm-db1', 3389, { flows: 5 }), allowed('10:05', scanner, 'vm-db1', 3389)];
const graver = (time: string): Line[] => [
  denied(time, scanner, 'vm-db1', 22, { flows: 20 }),
  allowed(time, scanner, 'vm-db1', 22),
];

const told = (messages: readonly MessageInput[]): string[] =>
  messages.map(({ turn, reason, incidents }) => `${turn} ${reason} ${incidents.map(({ severity }) => severity).join(' ')}`);

/** Told at 10:06, and a button pressed at 10:10. */
function pressedAt1010(action: SilencingAction, lines: readonly Line[]): { readonly life: Timeline; readonly id: string } {
  const life = timeline([...brokeIn, ...lines], { settings: lookingFor(['breakthrough']) });
  assert.deepEqual(told(life.evaluateEachMinute('10:05', '10:09')), ['post first medium']);
  life.deliver();
  const id = life.incidents()[0]?.id ?? '';
  life.press(id, action, '10:10');
  return { life, id };
}

/** Evaluates and delivers every minute; gives what was told with its minute. */
function tell(life: Timeline, from: string, to: string): string[] {
  const messages: string[] = [];
  for (let ms = at(from); ms <= at(to); ms += 60_000) {
    const time = new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
    messages.push(...told(life.evaluate(time)).map((message) => `${time.slice(11)} ${message}`));
    life.deliver();
  }
  return messages;
}

const reasons = (life: Timeline): string[] => (life.incidents()[0]?.reasons ?? []).map(({ reason }) => reason);

suite('acknowledged', () => {
  test('nothing is sent any more, however grave it becomes, and everything is counted', () => {
    const { life } = pressedAt1010('acknowledge', graver('12:00'));
    assert.deepEqual(tell(life, '10:10', '23:00'), []);
    assert.equal(life.incidents()[0]?.severity, 'critical');
    assert.deepEqual(reasons(life), ['first', 'no-change', 'snoozed']);
    assert.equal(life.incidents()[0]?.reasons.at(-1)?.detail, 'U0ADMIN acknowledged it at 2026-11-21 10:10 UTC.');
  });

  test('its message still shows when it is over, and it speaks again when it returns', () => {
    const { life } = pressedAt1010('acknowledge', [
      denied('2026-11-23 09:00', scanner, 'vm-db1', 22, { flows: 5 }),
      allowed('2026-11-23 09:05', scanner, 'vm-db1', 22),
    ]);
    assert.deepEqual(tell(life, '2026-11-22 10:00', '2026-11-22 12:00'), ['10:10 edit resolved medium']);
    const [returned] = tell(life, '2026-11-23 09:00', '2026-11-23 10:00');
    assert.equal(returned, '09:05 reply returned medium');
    assert.equal(life.incidents()[0]?.silence, null);
  });

  test('told again: the next evaluation says what is graver by now', () => {
    const { life, id } = pressedAt1010('acknowledge', graver('12:00'));
    assert.deepEqual(tell(life, '10:10', '13:00'), []);
    life.press(id, 'tell-again', '13:00');
    assert.deepEqual(tell(life, '13:01', '13:10'), ['13:01 reply severity-rose critical', '13:01 edit no-change critical']);
    assert.deepEqual(reasons(life).slice(-4), ['snoozed', 'no-change', 'severity-rose', 'no-change']);
  });

  test('told again where nothing speaks: the message shows its buttons again, and that is all', () => {
    const { life, id } = pressedAt1010('acknowledge', []);
    life.press(id, 'tell-again', '11:00');
    assert.deepEqual(tell(life, '11:01', '12:00'), ['11:01 edit no-change medium']);
    assert.match(life.incidents()[0]?.reasons.at(-1)?.detail ?? '', /^U0ADMIN asked at 2026-11-21 11:00 UTC to be told again\.$/);
  });
});

suite('snoozed', () => {
  const lengths = [
    ['snooze-1h', '11:09', '11:10'],
    ['snooze-24h', '2026-11-22 10:09', '2026-11-22 10:10'],
  ] as const;

  for (const [action, lastQuiet, firstLoud] of lengths) {
    test(`${action}: quiet until its time is over, then what is graver is told at once`, () => {
      const { life } = pressedAt1010(action, graver('10:30'));
      assert.deepEqual(tell(life, '10:10', lastQuiet), []);
      assert.deepEqual(tell(life, firstLoud, firstLoud), [
        `${firstLoud.slice(-5)} reply severity-rose critical`,
        `${firstLoud.slice(-5)} edit no-change critical`,
      ]);
    });
  }

  test('its message is edited when the time is over, so that it offers its buttons again, though nothing else is new', () => {
    const { life } = pressedAt1010('snooze-1h', []);
    assert.deepEqual(tell(life, '10:10', '13:00'), ['11:10 edit no-change medium']);
    assert.equal(life.incidents()[0]?.silence, null);
    assert.deepEqual(reasons(life), ['first', 'no-change', 'snoozed', 'no-change']);
  });

  test('that is over before its time is: the message shows it, and the snooze does not outlive the return', () => {
    const { life } = pressedAt1010('snooze-7d', [
      denied('2026-11-23 09:00', scanner, 'vm-db1', 22, { flows: 5 }),
      allowed('2026-11-23 09:05', scanner, 'vm-db1', 22),
    ]);
    assert.deepEqual(tell(life, '2026-11-22 10:09', '2026-11-22 10:11'), ['10:10 edit resolved medium']);
    assert.equal(tell(life, '2026-11-23 09:05', '2026-11-23 09:05')[0], '09:05 reply returned medium');
  });
});

suite('what is found no more when the silence ends', () => {
  // With snooze-24h above, the window of 24 hours does not hold the break-in any more: it is told all the same.
  test('a score that rose meanwhile is not told: it is about what goes on now', () => {
    const life = findingTimeline();
    const seen = (time: string, score: number) =>
      makeTargeted({ score, severity: score >= 80 ? 'high' : 'low', lastSeenAtMs: at(time) });
    life.see('10:00', [seen('10:00', 48)]);
    assert.deepEqual(life.see('10:01', [seen('10:00', 48)]), ['post first low']);
    life.change('targeted', { silence: { kind: 'snoozed', by: 'U0ADMIN', atMs: at('10:10'), untilMs: at('11:10') } });
    assert.deepEqual(life.see('10:30', [seen('10:30', 85)]), []);
    assert.deepEqual(life.see('11:10', []), ['edit no-change high']);
    assert.deepEqual(life.reasons('targeted'), ['pending', 'first', 'snoozed']);
  });
});

suite('several in one message', () => {
  const second = '198.51.100.9';
  const secondBreaksIn = (time: string): Line[] => [
    denied(time, second, 'vm-db1', 3389, { flows: 5 }),
    allowed(time, second, 'vm-db1', 3389),
  ];

  test('a press silences all of them', () => {
    const { life, id } = pressedAt1010('acknowledge', []);
    const both = timeline([...brokeIn, ...secondBreaksIn('10:05')], { settings: lookingFor(['breakthrough']) });
    assert.deepEqual(told(both.evaluate('10:06')), ['post first medium medium']);
    both.deliver();
    both.press(id, 'acknowledge', '10:10');
    assert.ok(both.incidents().every(({ silence }) => silence?.kind === 'acknowledged'));
    assert.deepEqual(tell(life, '10:10', '12:00'), []);
  });

  test('what joins the message after the press is told all the same', () => {
    const { life } = pressedAt1010('acknowledge', secondBreaksIn('11:00'));
    assert.deepEqual(tell(life, '10:10', '11:05'), ['11:00 reply got-through medium', '11:00 edit no-change medium medium']);
    assert.deepEqual(
      life
        .incidents()
        .map(({ silence }) => silence?.kind ?? 'none')
        .sort(),
      ['acknowledged', 'none'],
    );
  });
});

suite('applyPress()', () => {
  const nowMs = at('10:10');
  const open = makeIncident({ id: 'a' });
  const over = makeIncident({ id: 'b', state: 'resolved', resolvedAtMs: nowMs });

  test('leaves what is over as it is', () => {
    const [first, second] = applyPress([open, over], 'acknowledge', 'U0ADMIN', nowMs);
    assert.deepEqual(first?.silence, { kind: 'acknowledged', by: 'U0ADMIN', atMs: nowMs });
    assert.equal(second, over);
  });

  test('changes nothing when a press comes twice, nor when somebody presses another button of a message that is silent', () => {
    const once = applyPress([open], 'snooze-1h', 'U0ADMIN', nowMs);
    for (const [action, laterMs] of [
      ['snooze-1h', 1],
      ['snooze-7d', 60_000],
      ['acknowledge', 3_599_999],
    ] as const) {
      assert.equal(applyPress(once, action, 'U0OTHER', nowMs + laterMs)[0], once[0]);
    }
    const ended = applyPress(once, 'tell-again', 'U0ADMIN', nowMs + 1);
    assert.equal(applyPress(ended, 'tell-again', 'U0ADMIN', nowMs + 2)[0], ended[0]);
  });

  test('snoozes anew once the time is over, for the hours that the button names', () => {
    const [once = open] = applyPress([open], 'snooze-1h', 'U0ADMIN', nowMs);
    const [again] = applyPress([once], 'snooze-7d', 'U0OTHER', nowMs + 3_600_000);
    assert.deepEqual(once.silence, { kind: 'snoozed', by: 'U0ADMIN', atMs: nowMs, untilMs: nowMs + 3_600_000 });
    assert.deepEqual(again?.silence, {
      kind: 'snoozed',
      by: 'U0OTHER',
      atMs: nowMs + 3_600_000,
      untilMs: nowMs + 3_600_000 + 7 * 86_400_000,
    });
  });

  test('takes the latest word for all where some joined after the first', () => {
    const [silent = open] = applyPress([open], 'acknowledge', 'U0ADMIN', nowMs);
    const both = applyPress([silent, makeIncident({ id: 'c' })], 'snooze-1h', 'U0OTHER', nowMs + 60_000);
    assert.deepEqual(
      both.map(({ silence }) => silence?.by),
      ['U0OTHER', 'U0OTHER'],
    );
  });
});
