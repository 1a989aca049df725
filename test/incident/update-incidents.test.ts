import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { nothingTold, updateIncidents } from '../../src/incident/update-incidents.ts';
import type { MessageInput } from '../../src/model/message-input.ts';
import type { DetectionSettings } from '../../src/model/settings.ts';
import { allowed, at, denied, type Line, lookingFor, nothingAnswered, notRecorded } from '../support/facts-builder.ts';
import { type Timeline, type TimelineOptions, timeline as timelineOf } from '../support/incident-timeline.ts';

/** These tests are about the life of incidents: break-ins are all that is looked for. */
const breakthroughsOnly = (changes: Partial<DetectionSettings> = {}): DetectionSettings =>
  changes.findings === undefined ? lookingFor(['breakthrough'], changes) : { ...lookingFor([]), ...changes };
const timeline = (lines: readonly Line[], options: TimelineOptions = {}): Timeline =>
  timelineOf(lines, { settings: breakthroughsOnly(), ...options });
const scanner = '203.0.113.7';
const brokeIn = [denied('10:00', scanner, 'vm-db1', 3389, { flows: 25 }), allowed('10:05', scanner, 'vm-db1', 3389)];

/** `post first critical`, one a message. */
function told(messages: readonly MessageInput[]): string[] {
  return messages.map(
    ({ turn, reason, incidents }) => `${turn} ${reason} ${incidents.map(({ severity }) => severity).join(' ')}`,
  );
}

function reasons(life: Timeline, index = 0): string[] {
  return (life.incidents()[index]?.reasons ?? []).map(({ reason }) => reason);
}

suite('the first message', () => {
  test('denied at 10:00, let in at 10:05: one critical message by 10:06, and nothing more', () => {
    const life = timeline(brokeIn);
    assert.deepEqual(told(life.evaluateEachMinute('10:00', '10:04')), []);
    assert.deepEqual(told(life.evaluateEachMinute('10:05', '10:06')), ['post first critical']);
    life.deliver();
    assert.deepEqual(told(life.evaluateEachMinute('10:07', '14:00')), []);
    assert.deepEqual(reasons(life), ['first', 'no-change']);
  });

  test('opens in the slot of the let-in, by a name of 8 characters that others would give too', () => {
    const [early, late] = ['10:05', '10:30'].map((time) => {
      const life = timeline(brokeIn);
      life.evaluate(time);
      return life.incidents()[0];
    });
    assert.match(early?.id ?? '', /^[a-km-np-z2-9]{8}$/);
    assert.equal(early?.id, late?.id);
    assert.equal(late?.openedAtMs, at('10:05'));
  });

  test('comes however late the let-in is seen, if it happened after installation', () => {
    assert.deepEqual(told(timeline(brokeIn, { installed: '10:02' }).evaluate('21:00')), ['post first critical']);
  });
});

suite('reasons to speak again', () => {
  test('severity-rose: a medium breakthrough that becomes critical gets a reply, and its message an edit', () => {
    const later = [denied('10:20', scanner, 'vm-db1', 22, { flows: 5 }), allowed('10:40', scanner, 'vm-db1', 22)];
    const life = timeline([
      denied('10:00', scanner, 'vm-db1', 3389, { flows: 5 }),
      allowed('10:05', scanner, 'vm-db1', 3389),
      ...later,
    ]);
    assert.deepEqual(told(life.evaluate('10:06')), ['post first medium']);
    life.deliver();
    assert.deepEqual(told(life.evaluateEachMinute('10:07', '10:41')), [
      'reply severity-rose critical',
      'edit no-change critical',
    ]);
    assert.deepEqual(reasons(life), ['first', 'no-change', 'severity-rose', 'no-change']);
  });

  test('got-through: nothing had answered, then packets came back', () => {
    const life = timeline([
      denied('10:00', scanner, 'vm-db1', 3389, { flows: 5 }),
      allowed('10:05', scanner, 'vm-db1', 3389, nothingAnswered),
      allowed('11:00', scanner, 'vm-db1', 3389),
    ]);
    assert.deepEqual(told(life.evaluate('10:06')), ['post first medium']);
    life.deliver();
    assert.deepEqual(told(life.evaluateEachMinute('11:00', '11:30')), ['reply got-through medium', 'edit no-change medium']);
  });

  test('got-through is said once, also while its message may not be edited yet', () => {
    const life = timeline([
      denied('10:00', scanner, 'vm-db1', 3389, { flows: 5 }),
      allowed('10:05', scanner, 'vm-db1', 3389, nothingAnswered),
      allowed('10:10', scanner, 'vm-db1', 3389),
    ]);
    life.evaluate('10:06');
    life.deliver();
    assert.deepEqual(told(life.evaluateEachMinute('10:10', '10:20')), ['reply got-through medium']);
    assert.deepEqual(told(life.evaluateEachMinute('10:21', '10:40')), ['edit no-change medium']);
  });

  test('that packets came back, where it had been unknown, is an edit and no reply', () => {
    const life = timeline([
      denied('10:00', scanner, 'vm-db1', 3389, { flows: 25 }),
      allowed('10:05', scanner, 'vm-db1', 3389, notRecorded),
      allowed('10:10', scanner, 'vm-db1', 3389),
    ]);
    assert.deepEqual(told(life.evaluate('10:06')), ['post first critical']);
    life.deliver();
    assert.deepEqual(told(life.evaluateEachMinute('10:07', '11:00')), ['edit no-change critical']);
  });

  test('returned: resolved after a quiet day, seen again within a week', () => {
    const again = ['2026-11-23 09:00', '2026-11-23 09:05'] as const;
    const life = timeline([
      ...brokeIn,
      denied(again[0], scanner, 'vm-db1', 3389, { flows: 4 }),
      allowed(again[1], scanner, 'vm-db1', 22),
    ]);
    life.evaluate('10:06');
    life.deliver();
    assert.deepEqual(told(life.evaluate('2026-11-22 10:09')), []);
    assert.deepEqual(told(life.evaluate('2026-11-22 10:10')), ['edit resolved critical']);
    assert.deepEqual(told(life.evaluate('2026-11-22 11:00')), []);
    assert.deepEqual(told(life.evaluate('2026-11-23 09:06')), ['reply returned critical', 'edit no-change critical']);
    assert.deepEqual(told(life.evaluate('2026-11-23 09:07')), []);
    assert.equal(life.incidents().length, 1);
    assert.equal(life.incidents()[0]?.state, 'open');
  });

  test('what comes back after more than a week is a new incident with a message of its own', () => {
    const life = timeline([
      ...brokeIn,
      denied('2026-11-30 09:00', scanner, 'vm-db1', 3389, { flows: 4 }),
      allowed('2026-11-30 09:05', scanner, 'vm-db1', 22),
    ]);
    life.evaluate('10:06');
    life.deliver();
    const first = life.incidents()[0]?.id;
    life.evaluate('2026-11-22 10:10');
    assert.deepEqual(told(life.evaluate('2026-11-30 09:06')), ['post first medium']);
    assert.equal(life.incidents().length, 1);
    assert.notEqual(life.incidents()[0]?.id, first);
  });
});

suite('reasons to stay quiet', () => {
  test('no-change: what was told does not fall, and denials that leave the window are not taken back', () => {
    const life = timeline([...brokeIn, allowed('2026-11-22 09:55', scanner, 'vm-db1', 3389)]);
    life.evaluate('10:06');
    life.deliver();
    life.evaluate('2026-11-22 09:56');
    assert.deepEqual(told(life.evaluate('2026-11-22 11:30')), []);
    const [incident] = life.incidents();
    assert.equal(incident?.latest.finding === 'breakthrough' && incident.latest.denials, 25);
    assert.equal(incident?.severity, 'critical');
    assert.equal(incident?.state, 'open');
  });

  test('shadow: the finding is only counted', () => {
    const life = timeline(brokeIn, {
      settings: breakthroughsOnly({ findings: { ...breakthroughsOnly().findings, breakthrough: 'shadow' } }),
    });
    assert.deepEqual(told(life.evaluateEachMinute('10:05', '11:00')), []);
    assert.deepEqual(reasons(life), ['shadow']);
  });

  test('shadow: a just-in-time rule let it in', () => {
    const rule = 'UserRule_MicrosoftDefenderForCloud-JITRule_12_0C0A7C8E1F';
    const life = timeline([denied('10:00', scanner, 'a', 22, { flows: 25 }), allowed('10:05', scanner, 'a', 22, { rule })]);
    assert.deepEqual(told(life.evaluate('10:06')), []);
    assert.deepEqual(reasons(life), ['shadow']);
    assert.match(life.incidents()[0]?.reasons[0]?.detail ?? '', /just-in-time/);
  });

  test('too-old: it happened before the flow log was first seen', () => {
    const life = timeline(brokeIn, { installed: '10:10' });
    assert.deepEqual(told(life.evaluateEachMinute('10:10', '10:30')), []);
    assert.deepEqual(reasons(life), ['too-old']);
  });

  test('not too old: its five minutes had not ended when the flow log was first seen', () => {
    assert.deepEqual(told(timeline(brokeIn, { installed: '10:07' }).evaluate('10:08')), ['post first critical']);
  });

  test('suppressed: nothing is told until the suppression ends, then what is still there is', () => {
    const suppressions = [
      { finding: null, source: '203.0.113.0/24', target: null, port: null, reason: 'penetration test', expiresAtMs: at('12:00') },
    ];
    const life = timeline(brokeIn, { settings: breakthroughsOnly({ suppressions }) });
    assert.deepEqual(told(life.evaluateEachMinute('10:05', '11:59')), []);
    assert.match(life.incidents()[0]?.reasons[0]?.detail ?? '', /until 2026-11-21 12:00 UTC: penetration test/);
    assert.deepEqual(told(life.evaluate('12:00')), ['post first critical']);
    assert.deepEqual(reasons(life), ['suppressed', 'first']);
  });

  test('suppressed: a rise in severity is told when the suppression ends', () => {
    const life = timeline([
      denied('10:00', scanner, 'a', 3389, { flows: 5 }),
      allowed('10:05', scanner, 'a', 3389),
      denied('10:20', scanner, 'a', 22, { flows: 20 }),
      allowed('10:25', scanner, 'a', 22),
    ]);
    life.evaluate('10:06');
    life.deliver();
    const suppressions = [{ finding: null, source: scanner, target: null, port: null, reason: 'test', expiresAtMs: at('12:00') }];
    assert.deepEqual(told(life.evaluate('10:26', { suppressions })), []);
    assert.deepEqual(told(life.evaluate('11:30', { suppressions })), []);
    assert.deepEqual(told(life.evaluate('12:01', { suppressions })), ['reply severity-rose critical', 'edit no-change critical']);
  });

  test('joined: findings of one evaluation that share a source become one message', () => {
    const life = timeline([...brokeIn, allowed('10:05', scanner, 'vm-web1', 3389)]);
    const [message, ...others] = life.evaluate('10:06');
    assert.equal(others.length, 0);
    assert.equal(message?.layout, 'full');
    const [carrier, joined] = life.incidents();
    assert.deepEqual(
      message?.incidents.map(({ id }) => id),
      [carrier?.id, joined?.id],
    );
    assert.equal(joined?.toldWith, carrier?.id);
    assert.deepEqual([reasons(life, 0), reasons(life, 1)], [['first'], ['joined']]);
    assert.equal(joined?.outbox.length, 0);
  });

  test('two sources at two doors make two messages, at one door they make one', () => {
    const other = (target: string) => [
      denied('10:00', '198.51.100.9', target, 3389, { flows: 5 }),
      allowed('10:05', '198.51.100.9', target, 3389),
    ];
    assert.equal(timeline([...brokeIn, ...other('vm-web1')]).evaluate('10:06').length, 2);
    assert.equal(timeline([...brokeIn, ...other('vm-db1')]).evaluate('10:06').length, 1);
  });
});

suite('many at once', () => {
  const sources = Array.from({ length: 4 }, (_, i) => `100.${i}.0.1`);
  const attack = (source: string, target: string) => [
    denied('10:00', source, target, 22, { flows: 25 }),
    allowed('10:05', source, target, 22),
  ];

  test('more than 3 new ones in one evaluation become one message with a table', () => {
    const life = timeline(sources.flatMap((source, i) => attack(source, `vm-${i}`)));
    const messages = life.evaluate('10:06');
    assert.equal(messages.length, 1);
    assert.equal(messages[0]?.layout, 'table');
    assert.equal(messages[0]?.incidents.length, 4);
    assert.deepEqual(
      life.incidents().map(({ reasons: [change] }) => change?.reason),
      ['first', 'joined', 'joined', 'joined'],
    );
  });

  test('3 new ones of three sources stay three messages', () => {
    assert.equal(timeline(sources.slice(1).flatMap((source, i) => attack(source, `vm-${i}`))).evaluate('10:06').length, 3);
  });

  test('what one of them has to say later is a reply to the message they share, carried by the first', () => {
    const later = [
      denied('11:00', sources[3] ?? '', 'vm-3', 3389, { flows: 30 }),
      allowed('11:05', sources[3] ?? '', 'vm-3', 3389),
    ];
    const medium = sources.flatMap((source, i) => [
      denied('10:00', source, `vm-${i}`, 22, { flows: 5 }),
      allowed('10:05', source, `vm-${i}`, 22),
    ]);
    const life = timeline([...medium, ...later]);
    life.evaluate('10:06');
    life.deliver();
    const [reply, edit, ...others] = life.evaluate('11:06');
    assert.equal(others.length, 0);
    assert.deepEqual(
      reply?.incidents.map(({ finding }) => finding.sources[0]),
      [sources[3]],
    );
    assert.deepEqual([reply?.turn, reply?.reason], ['reply', 'severity-rose']);
    assert.deepEqual([edit?.turn, edit?.incidents.length], ['edit', 4]);
    const carrier = life.incidents()[0];
    assert.deepEqual(
      carrier?.outbox.map(({ kind }) => kind),
      ['post', 'reply', 'edit'],
    );
  });
});

suite('messages that several share', () => {
  const lines = [
    ...brokeIn,
    allowed('10:05', scanner, 'vm-web1', 3389),
    denied('2026-11-22 09:50', scanner, 'vm-web1', 3389, { flows: 3 }),
    allowed('2026-11-22 09:55', scanner, 'vm-web1', 3389),
  ];

  test('show at once that one of them is resolved, also right after another edit', () => {
    const life = timeline(lines);
    life.evaluate('10:06');
    life.deliver();
    assert.deepEqual(told(life.evaluate('2026-11-22 09:57')), ['edit no-change critical critical']);
    assert.deepEqual(told(life.evaluateEachMinute('2026-11-22 09:58', '2026-11-22 10:09')), []);
    assert.deepEqual(told(life.evaluate('2026-11-22 10:10')), ['edit no-change critical critical']);
    assert.deepEqual(
      life
        .incidents()
        .map(({ state }) => state)
        .sort(),
      ['open', 'resolved'],
    );
  });

  test('are left by an incident whose carrier is gone: it speaks for itself from then on', () => {
    const life = timeline(lines);
    life.evaluate('10:06');
    life.deliver();
    const joined = life.incidents().filter(({ toldWith }) => toldWith !== null);
    const now = { settings: breakthroughsOnly(), nowMs: at('10:07'), isHolding: false, hasButtons: false };
    const input = { stored: joined, told: nothingTold, ...now };
    const [group] = updateIncidents([], input).groups;
    assert.equal(joined.length, 1);
    assert.equal(group?.members[0]?.incident.toldWith, null);
  });
});

suite('edits', () => {
  const continuing = Array.from({ length: 12 }, (_, i) =>
    allowed(`10:${String(i * 5).padStart(2, '0')}`, scanner, 'vm-db1', 3389),
  );
  const life = () => timeline([denied('09:55', scanner, 'vm-db1', 3389, { flows: 25 }), ...continuing]);

  test('come at most every 15 minutes while numbers change', () => {
    const busy = life();
    busy.evaluate('10:00');
    busy.deliver();
    const times = [];
    for (let minute = 1; minute < 60; minute++) {
      const time = `10:${String(minute).padStart(2, '0')}`;
      for (const { turn } of busy.evaluate(time)) times.push(`${turn} ${time}`);
      busy.deliver();
    }
    assert.deepEqual(times, ['edit 10:15', 'edit 10:30', 'edit 10:45']);
  });

  test('while Slack is down, the post that waits goes out as what is known by then', () => {
    const busy = life();
    busy.evaluate('10:00');
    busy.evaluateEachMinute('10:01', '10:59');
    const [incident] = busy.incidents();
    assert.deepEqual(
      incident?.outbox.map(({ kind, id }) => `${kind} ${id}`),
      [`post ${incident?.id}:1`],
    );
    assert.deepEqual(incident?.announced?.shown, incident?.latest);
  });

  test('while a post is on its way, what is known by then follows as an edit', () => {
    const busy = life();
    busy.evaluate('10:00');
    busy.deliver('sending');
    busy.evaluateEachMinute('10:01', '10:59');
    assert.deepEqual(
      busy.incidents()[0]?.outbox.map(({ kind }) => kind),
      ['post', 'edit'],
    );
  });

  test('while Slack is down, edits coalesce into one', () => {
    const busy = life();
    busy.evaluate('10:00');
    busy.deliver();
    busy.evaluateEachMinute('10:01', '10:59');
    const [incident] = busy.incidents();
    assert.deepEqual(
      incident?.outbox.map(({ kind, id }) => `${kind} ${id}`),
      [`post ${incident?.id}:1`, `edit ${incident?.id}:2`],
    );
  });

  test('a post that Slack refused for good is made anew only when there is a reason to speak', () => {
    const refused = timeline([...brokeIn, allowed('10:30', scanner, 'vm-db1', 3389), ...returning]);
    refused.evaluate('10:06');
    refused.deliver('failed');
    assert.deepEqual(told(refused.evaluateEachMinute('10:30', '11:30')), []);
    refused.evaluate('2026-11-22 10:40');
    assert.deepEqual(told(refused.evaluate('2026-11-23 09:06')), ['post returned critical']);
  });

  const returning = [
    denied('2026-11-23 09:00', scanner, 'vm-db1', 3389, { flows: 4 }),
    allowed('2026-11-23 09:05', scanner, 'vm-db1', 22),
  ];
});
