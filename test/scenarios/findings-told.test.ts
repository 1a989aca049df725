/** Each finding told as a time line: from flows to the message, minute by minute, with the real detection and the real incidents. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { MessageInput } from '../../src/model/message-input.ts';
import { allowed, denied, type Line, lookingFor, settingsWith } from '../support/facts-builder.ts';
import { makeThresholdRule } from '../support/findings/make-threshold.ts';
import { type Timeline, type TimelineOptions, timeline } from '../support/incident-timeline.ts';

/** `post first medium locked-out`, one a message. */
const told = (messages: readonly MessageInput[]): string[] =>
  messages.map(
    ({ turn, reason, incidents }) =>
      `${turn} ${reason} ${incidents.map(({ severity, finding }) => `${severity} ${finding.finding}`).join(', ')}`,
  );

const only = (...kinds: readonly string[]) => lookingFor(kinds);

/** Evaluates every minute, delivering each time, and gives what was told with its minute. */
function tell(life: Timeline, from: string, to: string): string[] {
  const messages: string[] = [];
  const [fromMs, toMs] = [from, to].map((time) =>
    Date.parse(`${time.includes(' ') ? time.replace(' ', 'T') : `2026-11-21T${time}`}:00Z`),
  );
  for (let ms = fromMs ?? 0; ms <= (toMs ?? 0); ms += 60_000) {
    const time = new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
    for (const message of told(life.evaluate(time))) messages.push(`${time.slice(11)} ${message}`);
    life.deliver();
  }
  return messages;
}

const lifeOf = (lines: readonly Line[], options: TimelineOptions = {}): Timeline => timeline(lines, options);
const networks = Array.from({ length: 8 }, (_, i) => `198.${51 + i}.0.1`);
/** The days before, newest first. */
const daysBefore = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `2026-11-${String(20 - i).padStart(2, '0')}`);
const clock = (hour: number, minute: number): string => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;

suite('breakthrough', () => {
  test('denied from 10:00, let in at 10:05: one critical message by 10:06, and nothing more', () => {
    const life = lifeOf(
      [denied('10:00', '203.0.113.7', 'vm-db1', 3389, { flows: 25 }), allowed('10:05', '203.0.113.7', 'vm-db1', 3389)],
      {
        settings: only('breakthrough'),
      },
    );
    assert.deepEqual(tell(life, '10:00', '12:00'), ['10:05 post first critical breakthrough']);
  });
});

suite('exposure', () => {
  const opened = networks.slice(0, 5).map((source, i) => allowed(clock(10, i * 5), source, 'vm-jump', 22));
  const settings = only('exposure');

  test('five networks let in by 10:20: one message by 10:21, and none while the door stays open', () => {
    const more = networks.map((source, i) => allowed(clock(12, i), source, 'vm-jump', 22));
    const messages = tell(lifeOf([...opened, ...more], { settings }), '10:00', '13:00');
    assert.equal(messages[0], '10:21 post first high exposure');
    assert.ok(
      messages.slice(1).every((message) => message.includes('edit no-change')),
      messages.join('\n'),
    );
  });

  test('four networks are none', () => {
    assert.deepEqual(tell(lifeOf(opened.slice(0, 4), { settings }), '10:00', '11:00'), []);
  });

  test('closed at 12:20, it is over a day later', () => {
    const closed = networks.slice(0, 5).map((source, i) => denied(clock(12, i * 5), source, 'vm-jump', 22));
    const life = lifeOf([...opened, ...closed], { settings });
    tell(life, '10:00', '12:40');
    assert.deepEqual(tell(life, '2026-11-22 12:19', '2026-11-22 12:21'), ['12:20 edit resolved high exposure']);
  });

  test('a door that stood open before the installation is told by the first message alone', () => {
    const before = networks.slice(0, 5).map((source) => allowed('2026-11-20 09:00', source, 'vm-jump', 22));
    const start = { installedAtMs: Date.parse('2026-11-21T10:00:00Z'), flowLogs: 1, isComplete: true };
    const life = lifeOf([...before, allowed('10:01', '100.1.0.1', 'vm-jump', 22)], { settings, start, installed: '10:00' });
    const messages = tell(life, '10:00', '10:10');
    assert.deepEqual(
      messages.map((message) => message.slice(6)),
      ['post first ops first-start'],
    );
    assert.equal(messages.length, 1);
  });
});

suite('locked-out', () => {
  const expectedSources = [{ label: 'office', sources: ['203.0.113.0/24'], ports: [6 * 65_536 + 22], targets: [] }];
  const settings = { ...only('locked-out'), expectedSources };
  const turnedAway = ['10:00', '10:06', '10:12'].map((time) => denied(time, '203.0.113.9', 'vm-jump', 22));

  test('three denials in three slots: one message by the next minute', () => {
    assert.deepEqual(tell(lifeOf(turnedAway, { settings }), '10:00', '12:30'), ['10:13 post first medium locked-out']);
  });

  test('three denials in one slot are none, nor is anybody else', () => {
    const atOnce = [denied('10:00', '203.0.113.9', 'vm-jump', 22, { flows: 3 })];
    assert.deepEqual(tell(lifeOf(atOnce, { settings }), '10:00', '10:30'), []);
    const stranger = turnedAway.map((line) => ({ ...line, source: '198.51.100.9' }));
    assert.deepEqual(tell(lifeOf(stranger, { settings }), '10:00', '10:30'), []);
  });
});

suite('campaign', () => {
  const settings = only('campaign');
  const crowd = (time: string, prefixes: number): Line[] =>
    Array.from({ length: prefixes }, (_, i) => denied(time, `100.${i >> 8}.${i & 255}.7`, i % 2 === 0 ? 'vm-a' : 'vm-b', 3389));
  const usual = (days: number) =>
    daysBefore(days).flatMap((day) => ['08', '09', '10', '11'].flatMap((hour) => crowd(`${day} ${hour}:30`, 10)));
  const risen = [...crowd('09:30', 60), ...crowd('10:30', 60)];

  test('two hours of three times the usual crowd: told five minutes after the second', () => {
    assert.deepEqual(tell(lifeOf([...usual(13), ...risen], { settings }), '10:50', '12:00'), [
      '11:06 post first medium campaign',
    ]);
  });

  test('with three days of records it is learning, and quiet', () => {
    const life = lifeOf([...usual(3), ...risen], { settings });
    assert.deepEqual(tell(life, '11:00', '11:30'), []);
    assert.deepEqual(
      life.incidents().flatMap(({ reasons }) => reasons.map(({ reason }) => reason)),
      ['learning'],
    );
  });
});

suite('targeted', () => {
  const settings = only('targeted');
  const background = ['vm-a', 'vm-b', 'vm-c'].flatMap((target, i) => [denied('00:30', networks[i] ?? '', target, 23)]);
  /** Twelve attempts an hour by RDP on one target, on this day and two days before it. */
  const worker = (days: readonly string[]): Line[] =>
    days.flatMap((day) =>
      Array.from({ length: 14 }, (_, hour) => denied(`${day} ${clock(hour, 0)}`, '203.0.113.7', 'vm-db1', 3389, { flows: 12 })),
    );

  test('someone who works on RDP of one target for a third day is told by the minute in which the score is reached', () => {
    const days = ['2026-11-19', '2026-11-20', '2026-11-21'];
    const messages = tell(
      lifeOf([...background, ...worker(days)], { settings, installed: '2026-11-20 23:00' }),
      '00:00',
      '02:00',
    );
    assert.match(messages[0] ?? '', /^00:3\d post first (low|medium) targeted$/);
  });

  test('someone who works on everyone is not', () => {
    const everywhere = ['vm-a', 'vm-b', 'vm-c', 'vm-d'].flatMap((target) =>
      worker(['2026-11-20', '2026-11-21']).map((line) => ({ ...line, target })),
    );
    assert.deepEqual(tell(lifeOf(everywhere, { settings }), '13:00', '13:30'), []);
  });

  test('with one target it is counted only', () => {
    const life = lifeOf(worker(['2026-11-19', '2026-11-20', '2026-11-21']), { settings });
    assert.deepEqual(tell(life, '13:00', '13:10'), []);
    assert.equal(life.incidents()[0]?.reasons[0]?.reason, 'shadow');
  });
});

suite('threshold', () => {
  const rule = makeThresholdRule({
    name: 'rdp',
    ports: [6 * 65_536 + 3389],
    decision: 'denied',
    count: 50,
    withinMs: 3_600_000,
    per: 'source',
    distinct: null,
    countries: { only: [], except: [] },
    severity: 'high',
    mode: 'on',
  });
  const settings = { ...only(), thresholds: [rule] };
  const knocks = Array.from({ length: 6 }, (_, i) => denied(clock(10, i * 5), '203.0.113.7', 'vm-db1', 3389, { flows: 10 }));

  test('fifty attempts within an hour: told a minute after the fiftieth, once', () => {
    const messages = tell(lifeOf(knocks, { settings }), '10:00', '11:00');
    assert.equal(messages[0], '10:21 post first high threshold:rdp');
    assert.ok(messages.slice(1).every((message) => message.includes('edit')));
  });

  test('in shadow it is counted only', () => {
    const life = lifeOf(knocks, { settings: { ...settings, thresholds: [{ ...rule, mode: 'shadow' }] } });
    assert.deepEqual(tell(life, '10:00', '11:00'), []);
    assert.equal(life.incidents()[0]?.reasons[0]?.reason, 'shadow');
  });
});

suite('new-target and new-door', () => {
  test('are for the digest', () => {
    const settings = settingsWith();
    const life = lifeOf([denied('2026-11-19 10:00', '198.51.0.1', 'vm-old', 23), allowed('10:00', '203.0.113.7', 'vm-new', 22)], {
      settings,
    });
    assert.deepEqual(tell(life, '10:00', '10:10'), []);
    const shadows = life.incidents().filter(({ reasons }) => reasons[0]?.reason === 'shadow');
    assert.deepEqual(shadows.map(({ finding }) => finding).sort(), ['new-door', 'new-target']);
  });
});

suite('blind', () => {
  test('messages that wait for an hour are told when they can be, to those who look after Knockwatch', () => {
    const undelivered = { messages: 2, sinceMs: Date.parse('2026-11-21T09:00:00Z') };
    const self = { databaseBuiltAtMs: null, isRealTime: true, settingsProblem: null, undelivered };
    const life = lifeOf([denied('09:30', '203.0.113.7', 'vm-a', 23)], { settings: only('blind'), more: { self } });
    assert.deepEqual(tell(life, '09:55', '10:30'), ['10:01 post first ops blind']);
  });
});
