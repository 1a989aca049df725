import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { prepareDetection } from '../../src/detect/detection.ts';
import { findBlindness } from '../../src/detect/find-blindness.ts';
import type { DetectionInput, HourLogs, SelfCheck } from '../../src/model/detection-input.ts';
import { slotMs } from '../../src/model/facts.ts';
import type { Blind } from '../../src/model/findings/blind.ts';
import type { DayHistory } from '../../src/model/history.ts';
import type { LogSummary } from '../../src/model/hour.ts';
import { historiesOf, hourOfTime, inTheirHours, logSummary } from '../support/day-hours.ts';
import { allWell, at, denied, inputOf, settingsWith } from '../support/facts-builder.ts';

const flowLog = 'RESOURCEID=/SUBSCRIPTIONS/1/NETWORKSECURITYGROUPS/NSG-DB';
const hourMs = 3_600_000;

/** The hours of the window that ends with that of `now`, with the logs of some of them. */
function hoursWith(now: string, logs: Readonly<Record<string, readonly LogSummary[]>>): HourLogs[] {
  return Array.from({ length: 24 }, (_, i) => {
    const time = new Date(at(now) - (23 - i) * hourMs).toISOString().slice(0, 16).replace('T', ' ');
    const hour = hourOfTime(time);
    return { hour, logs: logs[`${time.slice(0, 13)}`] ?? logs[time.slice(11, 13)] ?? [] };
  });
}

function find(now: string, input: Partial<DetectionInput>): readonly Blind[] {
  return findBlindness(prepareDetection(inputOf([], { now }, input)));
}

function only(findings: readonly Blind[]): Blind {
  const [finding] = findings;
  assert.equal(findings.length, 1);
  assert.ok(finding);
  return finding;
}

suite('a flow log that is silent', () => {
  const [empty] = historiesOf(inTheirHours([denied('2026-11-01 00:00', '203.0.113.7', 'a', 22)]), settingsWith());

  /** A day on which the flow log had records in some hours, `10-13` or all. */
  function day(date: string, hours = '00-23', mac = 'A', log = flowLog): DayHistory {
    assert.ok(empty);
    const [from = 0, to = 23] = hours.split('-').map(Number);
    const mask = Array.from({ length: to - from + 1 }, (_, i) => 1 << (from + i)).reduce((bits, bit) => bits | bit, 0);
    return { ...empty, day: date.replaceAll('-', ''), hours: [{ flowLog: log, mac, mask }] };
  }

  const weeksAgo = [day('2026-11-14'), day('2026-11-07')];
  const until = (hour: number) => Object.fromEntries(hoursTo(hour).map((name) => [name, [logSummary(flowLog, 'A', 60)]]));
  const hoursTo = (hour: number) => Array.from({ length: hour + 1 }, (_, i) => String(i).padStart(2, '0'));
  const silentSince = (now: string, lastHour: number, histories = weeksAgo) =>
    find(now, { histories, hours: hoursWith(now, until(lastHour)) });

  test('two whole hours without a record, as there never are at that time, are told twenty minutes after the second', () => {
    assert.deepEqual(silentSince('12:19', 9), []);
    const finding = only(silentSince('12:20', 9));
    assert.deepEqual(finding.blindness, { kind: 'silent-flow-log', flowLog, silentSinceMs: at('10:00') });
    assert.equal(finding.key, `silent-flow-log ${flowLog}`);
    assert.equal(finding.severity, 'ops');
    assert.equal(finding.openedAtMs, at('12:20'));
    assert.equal(finding.lastSeenAtMs, at('12:25'));
    assert.deepEqual([finding.sources, finding.doors, finding.score, finding.learning], [[], [], null, null]);
    assert.deepEqual(finding.why, [
      'NSG-DB has no record since 2026-11-21 10:00 UTC: none in the last two whole clock hours, both of which had records seven and fourteen days before.',
    ]);
  });

  test('it opened where its silence was first told, however long ago', () => {
    assert.equal(only(silentSince('17:40', 9)).openedAtMs, at('12:20'));
  });

  test('one silent hour is none', () => {
    assert.deepEqual(silentSince('12:20', 10), []);
  });

  test('records since then end it, before two hours are whole again', () => {
    const hours = hoursWith('13:10', { ...until(9), 13: [logSummary(flowLog, 'A', 1)] });
    assert.deepEqual(find('13:10', { histories: weeksAgo, hours }), []);
  });

  test('hours that were silent seven or fourteen days before as well are none', () => {
    assert.equal(silentSince('12:20', 9, [day('2026-11-14', '10-11'), day('2026-11-07', '10-11')]).length, 1);
    assert.deepEqual(silentSince('12:20', 9, [day('2026-11-14', '10-10'), day('2026-11-07')]), []);
    assert.deepEqual(silentSince('12:20', 9, [day('2026-11-14'), day('2026-11-07', '11-11')]), []);
    assert.deepEqual(silentSince('12:20', 9, [day('2026-11-14')]), []);
  });

  test('a night that ends is told when both hours should have had records', () => {
    const days = [day('2026-11-14', '08-18'), day('2026-11-07', '08-18'), day('2026-11-20', '08-18')];
    const hours = (now: string) => hoursWith(now, {});
    assert.deepEqual(find('09:20', { histories: days, hours: hours('09:20') }), []);
    const finding = only(find('10:20', { histories: days, hours: hours('10:20') }));
    assert.equal(finding.openedAtMs, at('10:20'));
    assert.deepEqual(finding.blindness, { kind: 'silent-flow-log', flowLog, silentSinceMs: at('2026-11-20 19:00') });
  });

  test('one target of a flow log that is silent is none; another flow log is no excuse', () => {
    const other = { ...until(9), 10: [logSummary(flowLog, 'B', 1)], 11: [logSummary(flowLog, 'B', 1)] };
    assert.deepEqual(find('12:20', { histories: weeksAgo, hours: hoursWith('12:20', other) }), []);
    const elsewhere = { ...until(9), 10: [logSummary('ELSE', 'B', 1)], 11: [logSummary('ELSE', 'B', 1)] };
    assert.equal(find('12:20', { histories: weeksAgo, hours: hoursWith('12:20', elsewhere) }).length, 1);
  });

  test('a log whose records are all rejected says nothing', () => {
    const hours = { ...until(9), 10: [logSummary(flowLog, 'A', 0)], 11: [logSummary(flowLog, 'A', 0)] };
    assert.equal(find('12:20', { histories: weeksAgo, hours: hoursWith('12:20', hours) }).length, 1);
  });

  test('hours that were not read say nothing', () => {
    assert.deepEqual(find('12:20', { histories: weeksAgo }), []);
  });
});

suite('records that cannot be read', () => {
  const log = (records: number, rejected: number, name = flowLog): LogSummary => ({
    ...logSummary(name, 'A', records),
    rejected,
  });
  const inHour = (logs: readonly LogSummary[], hour = '10') => find('12:20', { hours: hoursWith('12:20', { [hour]: logs }) });

  test('more than one in a hundred, and at least ten of them', () => {
    assert.deepEqual(inHour([log(1000, 10)]), [], 'exactly one in a hundred');
    assert.equal(inHour([log(999, 10)]).length, 1);
    assert.deepEqual(inHour([log(100, 9)]), [], 'nine');
    assert.equal(inHour([log(0, 10)]).length, 1, 'nothing but rejected ones');
  });

  test('a flow log is counted as a whole, over its network interfaces', () => {
    const finding = only(inHour([log(400, 5), { ...log(400, 6), mac: 'B' }, log(400, 9, 'ELSE')]));
    assert.deepEqual(finding.blindness, { kind: 'rejected-records', flowLog, hour: '2026112110', rejected: 11, records: 800 });
    assert.equal(finding.key, `rejected-records ${flowLog}`);
    assert.equal(finding.openedAtMs, at('10:00'));
    assert.equal(finding.lastSeenAtMs, at('11:00'));
    assert.deepEqual(finding.why, [
      '2026-11-21 10:00 to 11:00 UTC: 11 parts of NSG-DB could not be read, beside 800 records that could (more than 1 % of them, and at least 10).',
    ]);
  });

  test('of several hours the last is told, since the first of those in a row', () => {
    const bad = [log(100, 10)];
    const hours = hoursWith('12:20', { '03': bad, '08': bad, '09': bad, '10': [log(100, 12)], '11': [log(100, 0)] });
    const finding = only(find('12:20', { hours }));
    assert.equal(finding.openedAtMs, at('08:00'));
    assert.equal(finding.lastSeenAtMs, at('11:00'));
    assert.ok(finding.blindness.kind === 'rejected-records' && finding.blindness.rejected === 12);
  });

  test('each flow log is one', () => {
    assert.deepEqual(
      inHour([log(100, 10), log(100, 10, 'ELSE')]).map(({ key }) => key),
      ['rejected-records ELSE', `rejected-records ${flowLog}`],
    );
  });
});

suite('records that come late', () => {
  const slotOf = (time: string): number => Math.floor(at(time) / slotMs);
  /** Records that were committed at a time, at most so many minutes after their own. */
  const lag = (time: string, atMostMinutes: number, records: number) => ({ commitSlot: slotOf(time), atMostMinutes, records });
  const log = (...lags: readonly ReturnType<typeof lag>[]): LogSummary => ({ ...logSummary(flowLog, 'A', 100), lag: lags });
  const late = (logs: Readonly<Record<string, readonly LogSummary[]>>, now = '12:20') =>
    find(now, { hours: hoursWith(now, logs) });

  test('are nothing to be told where time runs faster than the clock', () => {
    const hours = hoursWith('12:20', { 12: [log(lag('12:10', 61, 100))] });
    assert.equal(find('12:20', { hours }).length, 1);
    assert.deepEqual(find('12:20', { hours, self: { ...allWell, isRealTime: false } }), []);
  });

  test('more than one in twenty of those of half an hour came over fifteen minutes after their time', () => {
    assert.deepEqual(late({ 12: [log(lag('12:10', 1, 95), lag('12:10', 60, 5))] }), [], 'exactly one in twenty');
    const finding = only(late({ 12: [log(lag('12:10', 1, 94), lag('12:05', 60, 4), lag('12:10', 61, 2))] }));
    assert.deepEqual(finding.blindness, { kind: 'late-records', late: 6, records: 100, minutes: 15 });
    assert.equal(finding.key, 'late-records');
    assert.equal(finding.openedAtMs, at('12:05'));
    assert.equal(finding.lastSeenAtMs, at('12:15'));
    assert.deepEqual(finding.why, [
      '6 of the 100 records counted in the last 30 minutes came more than 15 minutes after their own time (more than 5 %, of at least 20).',
    ]);
  });

  test('fifteen minutes are not late', () => {
    assert.deepEqual(late({ 12: [log(lag('12:10', 15, 100))] }), []);
  });

  test('of fewer than twenty records nothing is said', () => {
    assert.deepEqual(late({ 12: [log(lag('12:10', 60, 19))] }), []);
    assert.equal(late({ 12: [log(lag('12:10', 60, 20))] }).length, 1);
  });

  test('what was committed longer ago does not count', () => {
    assert.deepEqual(late({ 11: [log(lag('11:50', 60, 100))] }), []);
    assert.equal(late({ 11: [log(lag('11:55', 60, 100))] }).length, 1);
  });

  test('records of the last clock hour and of this one count together', () => {
    const logs = { 11: [log(lag('12:00', 60, 10))], 12: [log(lag('12:15', 61, 10))] };
    assert.ok(only(late(logs)).blindness.kind === 'late-records');
  });

  test('while older hours are committed Knockwatch catches up: that is not blindness', () => {
    const current = [log(lag('12:10', 60, 100))];
    assert.deepEqual(late({ 12: current, 10: [log(lag('12:15', 61, 60))] }), []);
    assert.deepEqual(late({ 12: current, '2026-11-20 23': [log(lag('12:00', 61, 60))] }), []);
    assert.equal(late({ 12: current, 10: [log(lag('11:50', 61, 60))] }).length, 1, 'it had caught up half an hour ago');
  });

  test('a flow log that was first seen within the hour brings its past: that is not blindness', () => {
    const attempt = denied('12:00', '203.0.113.7', 'a', 22);
    const judge = (installed: string) => {
      const input = inputOf([attempt], { now: '12:20', installed });
      const targets = input.window.facts.targets.map(({ mac, address }) => `${mac} ${address}`);
      const hours = hoursWith('12:20', { 12: [{ ...log(lag('12:10', 60, 100)), targets }] });
      return findBlindness(prepareDetection({ ...input, hours }));
    };
    assert.deepEqual(judge('11:21'), []);
    assert.equal(judge('11:20').length, 1);
  });
});

suite('Knockwatch itself', () => {
  const check = (self: Partial<SelfCheck>, now = '12:00') => find(now, { self: { ...allWell, ...self } });

  test('all well is nothing', () => {
    assert.deepEqual(check({}), []);
  });

  test('a country database of the user is old after 45 days', () => {
    const builtAtMs = at('2026-10-07 12:00');
    assert.deepEqual(check({ databaseBuiltAtMs: builtAtMs }), [], 'exactly 45 days');
    const finding = only(check({ databaseBuiltAtMs: builtAtMs - 1 }));
    assert.deepEqual(finding.blindness, { kind: 'old-database', builtAtMs: builtAtMs - 1, days: 45 });
    assert.equal(finding.key, 'old-database');
    assert.equal(finding.openedAtMs, at('11:55'), 'the slot in which it became too old');
    assert.deepEqual(finding.why, ['The country database was built on 2026-10-07, 45 days ago (more than 45 days).']);
  });

  test('settings that are not valid are told at once', () => {
    const finding = only(check({ settingsProblem: 'k.yaml:1:1 slack: is 1' }, '12:03'));
    assert.deepEqual(finding.blindness, { kind: 'invalid-settings', problem: 'k.yaml:1:1 slack: is 1' });
    assert.deepEqual([finding.openedAtMs, finding.lastSeenAtMs], [at('12:00'), at('12:05')]);
    assert.match(finding.why.join(), /the last good ones go on: k\.yaml:1:1 slack: is 1/);
  });

  test('messages are told that wait for an hour', () => {
    const waiting = (time: string) => check({ undelivered: { messages: 2, sinceMs: at(time) } });
    assert.deepEqual(waiting('11:01'), []);
    const finding = only(waiting('11:00'));
    assert.deepEqual(finding.blindness, { kind: 'undelivered', sinceMs: at('11:00'), messages: 2 });
    assert.equal(finding.openedAtMs, at('12:00'));
    assert.deepEqual(finding.why, [
      '2 messages could not be delivered, the oldest since 2026-11-21 11:00 UTC (an hour or more).',
    ]);
  });

  test('several kinds are told apart, in order', () => {
    const found = check({ settingsProblem: 'x', undelivered: { messages: 1, sinceMs: 0 }, databaseBuiltAtMs: 0 });
    assert.deepEqual(
      found.map(({ key }) => key),
      ['invalid-settings', 'old-database', 'undelivered'],
    );
  });
});
