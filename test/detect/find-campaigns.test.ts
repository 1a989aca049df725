import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { prepareDetection } from '../../src/detect/detection.ts';
import { findCampaigns } from '../../src/detect/find-campaigns.ts';
import type { Campaign } from '../../src/model/findings/campaign.ts';
import type { DetectionSettings } from '../../src/model/settings.ts';
import { historiesOf, inTheirHours } from '../support/day-hours.ts';
import { allowed, at, denied, inputOf, type Line, settingsWith } from '../support/facts-builder.ts';

/** So many prefixes, each with one source, denied on a port, at two targets in turn. */
function crowd(time: string, prefixes: number, port = 3389): Line[] {
  return Array.from({ length: prefixes }, (_, i) =>
    denied(time, `198.${18 + (i >> 8)}.${i & 255}.7`, i % 2 === 0 ? 'a' : 'b', port),
  );
}

/** The days before 21 November, newest first. */
const daysBefore = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `2026-11-${String(20 - i).padStart(2, '0')}`);

/** The same crowd in the hours 6 to 12 of some days before. */
function usual(prefixes: number, days = 13, port = 3389): Line[] {
  const hours = ['06', '07', '08', '09', '10', '11', '12'];
  return daysBefore(days).flatMap((day) => hours.flatMap((hour) => crowd(`${day} ${hour}:30`, prefixes, port)));
}

interface Options {
  readonly now?: string;
  readonly settings?: DetectionSettings;
}

function find(lines: readonly Line[], { now = '12:05', settings = settingsWith() }: Options = {}): readonly Campaign[] {
  const known = lines.filter(({ time }) => at(time) <= at(now));
  const histories = historiesOf(inTheirHours(known), settings);
  return findCampaigns(prepareDetection(inputOf(known, { now, settings }, { histories })));
}

function only(findings: readonly Campaign[]): Campaign {
  const [finding] = findings;
  assert.equal(findings.length, 1);
  assert.ok(finding);
  return finding;
}

suite('when the crowd on a port has changed', () => {
  test('three times the usual in two hours is one; it opens with the second hour and was last seen at its end', () => {
    const finding = only(find([...usual(10), ...crowd('09:10', 10), ...crowd('10:10', 30), ...crowd('11:10', 30)]));
    assert.deepEqual(finding.hours, [
      { hour: '2026112109', prefixes: 10, median: 10, isHigh: false },
      { hour: '2026112110', prefixes: 30, median: 10, isHigh: true },
      { hour: '2026112111', prefixes: 30, median: 10, isHigh: true },
    ]);
    assert.equal(finding.key, '3389/tcp');
    assert.equal(finding.severity, 'medium');
    assert.equal(finding.openedAtMs, at('11:00'));
    assert.equal(finding.lastSeenAtMs, at('12:00'));
    assert.equal(finding.learning, null);
  });

  test('one prefix less in one of them is none', () => {
    assert.deepEqual(find([...usual(10), ...crowd('10:10', 30), ...crowd('11:10', 29)]), []);
  });

  test('from twenty prefixes on, however few are usual', () => {
    assert.equal(find([...usual(2), ...crowd('10:10', 20), ...crowd('11:10', 20)]).length, 1);
    assert.deepEqual(find([...usual(2), ...crowd('10:10', 20), ...crowd('11:10', 19)]), []);
  });

  test('settings move both bounds', () => {
    const bounds = { ...settingsWith().bounds, campaign: { times: 2, prefixes: 5 } };
    const settings = settingsWith({ bounds });
    assert.equal(find([...usual(3), ...crowd('10:10', 6), ...crowd('11:10', 6)], { settings }).length, 1);
    assert.deepEqual(find([...usual(3), ...crowd('10:10', 6), ...crowd('11:10', 5)], { settings }), []);
  });

  test('the two high hours may have another between them, but not two', () => {
    const [first, last] = [crowd('08:10', 30), crowd('10:10', 30)];
    const finding = only(find([...usual(10), ...first, ...crowd('09:10', 10), ...last], { now: '11:05' }));
    assert.equal(finding.openedAtMs, at('10:00'));
    assert.deepEqual(find([...usual(10), ...first, ...crowd('11:10', 30)]), []);
  });

  test('an hour that goes on is seen until its crowd is gone: one high hour of three is not enough', () => {
    const lines = [...usual(10), ...crowd('07:10', 30), ...crowd('08:10', 30), ...crowd('09:10', 30), ...crowd('11:50', 10)];
    assert.equal(only(find(lines, { now: '10:05' })).openedAtMs, at('08:00'), 'the second of three');
    assert.equal(only(find(lines, { now: '11:05' })).lastSeenAtMs, at('10:00'));
    assert.deepEqual(find(lines, { now: '12:05' }), []);
  });

  test('an hour is judged from five minutes after its end on', () => {
    const lines = [...usual(10), ...crowd('10:10', 30), ...crowd('11:10', 30)];
    assert.deepEqual(find(lines, { now: '12:04' }), []);
    assert.equal(find(lines, { now: '12:05' }).length, 1);
  });

  test('hours of yesterday are judged after midnight', () => {
    const usualAtNight = daysBefore(13)
      .slice(1)
      .flatMap((day) => ['21', '22', '23'].flatMap((hour) => crowd(`${day} ${hour}:30`, 10)));
    const lines = [...usualAtNight, ...crowd('2026-11-20 22:10', 30), ...crowd('2026-11-20 23:10', 30)];
    assert.equal(only(find(lines, { now: '00:05' })).openedAtMs, at('2026-11-20 23:00'));
  });

  test('many sources of one prefix are one prefix; IPv6 counts by /48', () => {
    const ofOne = Array.from({ length: 40 }, (_, i) => denied('10:10', `203.0.113.${i}`, i % 2 ? 'a' : 'b', 3389));
    const ofTwenty = Array.from({ length: 20 }, (_, i) => denied('11:10', `2001:db8:${i + 1}:2::/64`, 'a', 3389));
    const [narrow] = find([...usual(2), ...ofOne, ...ofTwenty, ...crowd('09:10', 20)]);
    assert.deepEqual(
      narrow?.hours.map(({ prefixes }) => prefixes),
      [20, 1, 20],
    );
  });

  test('with one target it is not looked for; a second one that only lets in is enough', () => {
    const lines = [...usual(10), ...crowd('10:10', 30), ...crowd('11:10', 30)].map((line) => ({ ...line, target: 'a' }));
    assert.deepEqual(find(lines), []);
    assert.equal(find([...lines, allowed('10:10', '203.0.113.9', 'b', 22)]).length, 1);
  });

  test('ports are judged apart, and only those that are watched', () => {
    const both = (time: string) => [...crowd(time, 30), ...crowd(time, 30, 22), ...crowd(time, 30, 8080)];
    const lines = [...usual(10), ...usual(10, 13, 22), ...both('10:10'), ...both('11:10')];
    assert.deepEqual(
      find(lines).map(({ key }) => key),
      ['22/tcp', '3389/tcp'],
    );
  });
});

suite('what is usual on a port', () => {
  const high = [...crowd('10:10', 30), ...crowd('11:10', 30)];

  test('the same hours of the day and their neighbours: a crowd at night is nothing to the morning', () => {
    const atNight = daysBefore(13).flatMap((day) => crowd(`${day} 02:30`, 100));
    assert.equal(find([...usual(10), ...atNight, ...high]).length, 1);
  });

  test('a neighbour that is always busy makes the hour usual', () => {
    const busy = daysBefore(13).flatMap((day) => ['09', '10'].flatMap((hour) => crowd(`${day} ${hour}:30`, 30)));
    const quiet = daysBefore(13).flatMap((day) => crowd(`${day} 11:30`, 5));
    assert.deepEqual(find([...busy, ...quiet, ...high]), []);
  });

  test('hours with records in which nobody was denied count 0, and the least median is 1', () => {
    const elsewhere = usual(1, 13, 22);
    const finding = only(find([...elsewhere, ...high]));
    assert.equal(finding.median, 1);
    assert.equal(finding.days, 13);
  });

  test('hours without records do not count', () => {
    const silent = usual(10).filter(({ time }) => time.slice(0, 10) > '2026-11-14');
    assert.equal(only(find([...silent, ...high])).days, 6);
  });

  test('the hours judged are left out of it: the same crowd for three hours is no measure of itself', () => {
    const finding = only(find([...usual(10, 2), ...crowd('09:10', 30), ...high]));
    assert.deepEqual(
      finding.hours.map(({ median }) => median),
      [10, 10, 10],
    );
  });

  test('it is learning until there are seven days of it', () => {
    assert.equal(only(find([...usual(10, 6), ...high])).learning, 'Learning until 2026-11-22: 6 of 7 days of records.');
    assert.equal(only(find([...usual(10, 3), ...high])).learning, 'Learning until 2026-11-25: 3 of 7 days of records.');
    assert.equal(only(find([...usual(10, 7), ...high])).learning, null);
  });

  test('where nothing is usual nothing is found', () => {
    assert.deepEqual(find(high), []);
  });
});

suite('what a campaign tells', () => {
  const ofRussia = denied('10:40', '203.0.113.9', 'c', 3389, { flows: 7 });
  const lines = [...usual(10), ...crowd('09:10', 12), ...crowd('10:10', 30), ...crowd('11:10', 65), ofRussia];

  test('its numbers are of the judged hours alone', () => {
    const finding = only(find(lines));
    assert.equal(finding.prefixes, 65);
    assert.equal(finding.median, 10);
    assert.equal(finding.sourceCount, 66, 'the crowds share their sources, and one came besides');
    assert.equal(finding.denials, 12 + 30 + 65 + 7);
    assert.equal(finding.targetCount, 3);
    assert.deepEqual(finding.countries, ['CN']);
    assert.deepEqual([finding.sources, finding.doors, finding.score], [[], [], null]);
    assert.equal(finding.installedAtMs, at('2026-11-01 00:00'));
  });

  test('it says why', () => {
    assert.deepEqual(only(find(lines)).why, [
      '2026-11-21 10:00 to 11:00 UTC: 31 networks (IPv4 /24, IPv6 /48) were denied on 3389/tcp, 3.1 times the usual 10.',
      '2026-11-21 11:00 to 12:00 UTC: 65 networks (IPv4 /24, IPv6 /48) were denied on 3389/tcp, 6.5 times the usual 10.',
      'An hour is high from 3 times the usual and 20 networks on; 2 of the last 3 hours were.',
      'The usual is the median of that hour of the day and its two neighbours over 13 days of records, at least 1.',
    ]);
  });
});
