import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Finding } from '../../src/model/finding.ts';
import { at, settingsWith, targetNamed } from '../support/facts-builder.ts';
import { findingTimeline } from '../support/finding-timeline.ts';
import { doorOf } from '../support/findings/example-network.ts';
import { makeBlind } from '../support/findings/make-blind.ts';
import { makeBreakthrough } from '../support/findings/make-breakthrough.ts';
import { makeCampaign } from '../support/findings/make-campaign.ts';
import { makeExposure } from '../support/findings/make-exposure.ts';
import { makeFirstStart } from '../support/findings/make-first-start.ts';
import { makeLockedOut } from '../support/findings/make-locked-out.ts';
import { makeNewDoor } from '../support/findings/make-new-door.ts';
import { makeTargeted } from '../support/findings/make-targeted.ts';
import { makeThreshold, makeThresholdRule } from '../support/findings/make-threshold.ts';

type Fields = Record<string, unknown>;
/** A time of the examples' night, seen a minute ago. */
const seen = (time: string): { readonly lastSeenAtMs: number } => ({ lastSeenAtMs: at(time) });
const day = '2026-11-22';
const minute = (time: string): string => `${day} ${time}`;
const targeted = (score: number, time: string, fields: Fields = {}): Finding =>
  makeTargeted({ score, severity: score >= 80 ? 'high' : score >= 60 ? 'medium' : 'low', ...seen(minute(time)), ...fields });
const vmWeb = targetNamed('vm-web1');
const doorsAt = (port: number) => ({ door: doorOf(port, vmWeb), doors: [doorOf(port, vmWeb)] });

suite('pending', () => {
  test('most findings are told by the second evaluation that sees them', () => {
    const life = findingTimeline();
    assert.deepEqual(life.see(minute('03:00'), [targeted(65, '03:00')]), []);
    assert.deepEqual(life.see(minute('03:01'), [targeted(65, '03:00')]), ['post first medium']);
    assert.deepEqual(life.reasons('targeted'), ['pending', 'first']);
  });

  test('what only one evaluation sees is never told', () => {
    const life = findingTimeline();
    life.see(minute('03:00'), [targeted(65, '03:00')]);
    assert.deepEqual(life.see(minute('03:01'), []), []);
    assert.deepEqual(life.reasons('targeted'), ['pending']);
  });

  test('a break-in does not wait', () => {
    assert.deepEqual(findingTimeline().see(minute('03:20'), [makeBreakthrough({ severity: 'medium' })]), ['post first medium']);
  });
});

suite('scores', () => {
  const begun = () => {
    const life = findingTimeline();
    life.see(minute('03:00'), [targeted(48, '03:00')]);
    life.see(minute('03:01'), [targeted(48, '03:00')]);
    return life;
  };

  test('severity-rose: at once', () => {
    assert.deepEqual(begun().see(minute('03:05'), [targeted(61, '03:05')]), ['reply severity-rose medium']);
  });

  test('score-rose: 15 above what was told, and not within the first hour', () => {
    const life = begun();
    assert.deepEqual(life.see(minute('04:10'), [targeted(60, '04:10', { severity: 'low' })]), ['edit no-change low']);
    assert.deepEqual(life.see(minute('04:11'), [targeted(63, '04:11', { severity: 'low' })]), ['reply score-rose low']);
    const early = begun();
    assert.deepEqual(early.see(minute('03:50'), [targeted(63, '03:50', { severity: 'low' })]), ['edit no-change low']);
    assert.match(early.incidents()[0]?.reasons.at(-1)?.detail ?? '', /63 now, 48 was told .* It is told at 2026-11-22 04:01 UTC/);
    assert.deepEqual(early.see(minute('04:01'), [targeted(63, '04:00', { severity: 'low' })])[0], 'reply score-rose low');
  });

  test('the gaps between replies double, from one hour up to a day', () => {
    const life = begun();
    const gaps = [];
    let score = 48;
    let spokeMs = at(minute('03:01'));
    for (let hour = 1; hour < 72; hour++) {
      score += 1;
      const time = new Date(at(minute('03:05')) + hour * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
      const rising = makeTargeted({ score: score * 20, severity: 'low', lastSeenAtMs: at(time) });
      if (!life.see(time, [rising]).some((message) => message.startsWith('reply'))) continue;
      gaps.push(Math.round((at(time) - spokeMs) / 3_600_000));
      spokeMs = at(time);
    }
    assert.deepEqual(gaps.slice(0, 4), [1, 2, 4, 8]);
  });

  test('new-target: another target than those that were told, once', () => {
    const life = begun();
    const elsewhere = { targetName: 'vm-web1', ...doorsAt(3389) };
    assert.deepEqual(life.see(minute('05:00'), [targeted(50, '05:00', elsewhere)])[0], 'reply new-target low');
    assert.deepEqual(life.see(minute('09:00'), [targeted(50, '09:00')])[0], 'edit no-change low');
    assert.deepEqual(life.see(minute('14:00'), [targeted(50, '14:00', elsewhere)])[0], 'edit no-change low');
  });

  test('one that was resolved and is there again says nothing for the same score', () => {
    const life = begun();
    assert.deepEqual(life.see('2026-11-23 04:00', []), ['edit resolved low']);
    const again = makeTargeted({ score: 50, severity: 'low', lastSeenAtMs: at('2026-11-25 03:00') });
    assert.deepEqual(life.see('2026-11-25 03:00', [again]), ['edit no-change low']);
    const more = makeTargeted({ score: 66, severity: 'medium', lastSeenAtMs: at('2026-11-25 03:30') });
    assert.deepEqual(life.see('2026-11-25 03:30', [more])[0], 'reply severity-rose medium');
  });
});

suite('a campaign', () => {
  test('that returned within 7 days edits silently', () => {
    const life = findingTimeline();
    const there = (time: string) => [makeCampaign({ lastSeenAtMs: at(time) })];
    life.see(minute('03:00'), there(minute('03:00')));
    assert.deepEqual(life.see(minute('03:01'), there(minute('03:00'))), ['post first medium']);
    assert.deepEqual(life.see('2026-11-23 04:00', []), ['edit resolved medium']);
    assert.deepEqual(life.see('2026-11-25 04:00', there('2026-11-25 04:00')), ['edit no-change medium']);
  });

  test('is learning while its history is too short, and speaks once that ends', () => {
    const life = findingTimeline();
    const learning = makeCampaign({ learning: 'Learning: 3 of 7 days of records.', ...seen(minute('03:00')) });
    assert.deepEqual(life.see(minute('03:00'), [learning]), []);
    assert.deepEqual(life.see(minute('03:01'), [{ ...learning, learning: null }]), ['post first medium']);
    assert.deepEqual(life.reasons('campaign'), ['learning', 'first']);
  });
});

suite('an exposure', () => {
  const open = makeExposure({ openedAtMs: at(minute('02:00')), lastLetInAtMs: at(minute('03:00')), ...seen(minute('03:05')) });
  const begun = () => {
    const life = findingTimeline();
    life.see(minute('03:00'), [open]);
    life.see(minute('03:01'), [open]);
    return life;
  };

  test('does not resolve by being quiet', () => {
    const life = begun();
    assert.deepEqual(life.see('2026-11-24 03:00', [open]), []);
    assert.deepEqual(life.see('2026-12-05 03:00', []), []);
    assert.deepEqual(life.see('2026-12-06 03:01', []), ['edit resolved high'], 'after 14 days without an allowed flow');
  });

  test('resolves 24 hours after its closing', () => {
    const life = begun();
    const closed = makeExposure({ ...open, state: 'closed', closedAtMs: at(minute('05:00')) });
    assert.deepEqual(life.see(minute('05:05'), [closed]), ['edit no-change high']);
    assert.deepEqual(life.see('2026-11-23 04:59', [closed]), []);
    assert.deepEqual(life.see('2026-11-23 05:00', [closed]), ['edit resolved high']);
  });

  test('that was closed and stands open again speaks', () => {
    const life = begun();
    life.see(minute('05:05'), [makeExposure({ ...open, state: 'closed', closedAtMs: at(minute('05:00')) })]);
    const again = makeExposure({
      ...open,
      openedAtMs: at(minute('08:00')),
      lastLetInAtMs: at(minute('08:10')),
      ...seen(minute('08:15')),
    });
    assert.deepEqual(life.see(minute('08:15'), [again]), ['reply returned high', 'edit no-change high']);
  });

  test('open for longer than the history remembers is still the one that was told', () => {
    const life = begun();
    const forgotten = makeExposure({
      ...open,
      openedAtMs: at('2026-11-23 02:00'),
      before: 'unknown',
      lastLetInAtMs: at('2026-12-07 02:00'),
      ...seen('2026-12-07 02:05'),
    });
    assert.deepEqual(life.see('2026-12-07 02:05', [forgotten]), ['edit no-change high']);
    const [incident] = life.incidents();
    assert.equal(incident?.latest.openedAtMs, open.openedAtMs);
    const atStart = findingTimeline();
    atStart.see(minute('03:00'), [makeExposure({ ...open, isFromStart: true })]);
    assert.deepEqual(atStart.see('2026-12-07 02:05', [forgotten]), []);
    assert.deepEqual(atStart.see('2026-12-07 02:06', [forgotten]), []);
  });

  test('closed since, that a late hour shows as it was then, is no return', () => {
    const life = begun();
    const closed = makeExposure({ ...open, state: 'closed', closedAtMs: at(minute('05:00')) });
    life.see(minute('05:05'), [closed]);
    life.see('2026-11-23 05:00', [closed]);
    assert.deepEqual(life.see('2026-11-24 06:00', [open], { isLate: true }), []);
    assert.equal(life.incidents()[0]?.state, 'resolved');
  });

  test('that stood open at the start is listed by the first message, not told apart', () => {
    const life = findingTimeline();
    const fromStart = makeExposure({ ...open, isFromStart: true });
    life.see(minute('03:00'), [fromStart]);
    assert.deepEqual(life.see(minute('03:01'), [fromStart]), []);
    assert.deepEqual(life.reasons('exposure'), ['joined']);
  });
});

suite('joining what is told already', () => {
  const begun = () => {
    const life = findingTimeline();
    life.see(minute('03:00'), [targeted(65, '03:00')]);
    life.see(minute('03:01'), [targeted(65, '03:00')]);
    return life;
  };
  const others = { source: '198.51.100.9', key: 'another', sources: ['198.51.100.9'] };

  test('another source at the same door joins silently, by an edit', () => {
    const life = begun();
    const both = (time: string) => [targeted(65, '03:00'), targeted(62, time, others)];
    life.see(minute('03:30'), both('03:30'));
    assert.deepEqual(life.see(minute('03:31'), both('03:31')), ['edit no-change medium medium']);
    assert.deepEqual(
      life
        .incidents()
        .map(({ reasons }) => reasons.at(-1)?.reason)
        .sort(),
      ['joined', 'no-change'],
    );
  });

  test('a higher severity there is a reply', () => {
    const life = begun();
    const both = [targeted(65, '03:30'), targeted(85, '03:30', others)];
    life.see(minute('03:30'), both);
    assert.deepEqual(life.see(minute('03:31'), both)[0], 'reply severity-rose high');
  });

  test('a new kind there is a reply', () => {
    const life = begun();
    const both = [targeted(65, '03:30'), makeExposure({ ...seen(minute('03:30')), doors: [doorOf(3389)] })];
    life.see(minute('03:30'), both);
    assert.deepEqual(life.see(minute('03:31'), both)[0], 'reply new-kind high');
  });

  test('a break-in there is a reply at once', () => {
    const life = begun();
    assert.deepEqual(
      life.see(minute('03:20'), [targeted(65, '03:20'), makeBreakthrough({ severity: 'medium' })])[0],
      'reply got-through medium',
    );
  });

  test('a critical one with a channel of its own is a message there', () => {
    const settings = settingsWith({ slack: { ...settingsWith().slack, criticalChannel: '#critical' } });
    const life = findingTimeline(settings);
    life.see(minute('03:00'), [targeted(65, '03:00')]);
    life.see(minute('03:01'), [targeted(65, '03:00')]);
    assert.deepEqual(life.see(minute('03:20'), [targeted(65, '03:01'), makeBreakthrough()]).at(-1), 'post first critical');
  });

  test('a break-in by a source that got in elsewhere is a reply to what tells of it', () => {
    const life = findingTimeline();
    const first = makeBreakthrough();
    const second = makeBreakthrough({
      key: 'elsewhere',
      targetName: 'vm-web1',
      ...doorsAt(3389),
      lastSeenAtMs: at(minute('04:00')),
    });
    assert.deepEqual(life.see(minute('03:20'), [first]), ['post first critical']);
    assert.deepEqual(life.see(minute('04:00'), [first, second])[0], 'reply new-target critical');
    const dayLater = makeBreakthrough({ ...second, lastSeenAtMs: at('2026-11-23 05:00') });
    assert.deepEqual(
      findingTimeline().see('2026-11-23 05:00', [dayLater]),
      ['post first critical'],
      'a message of its own where none is active',
    );
  });

  test('a source that tried four ports or more does not join by port', () => {
    const life = begun();
    const both = [targeted(65, '03:00'), targeted(62, '03:30', { ...others, portsTouched: 4 })];
    life.see(minute('03:30'), both);
    assert.deepEqual(life.see(minute('03:31'), both), ['post first medium']);
  });

  test('another target is another message', () => {
    const life = begun();
    const both = [targeted(65, '03:00'), targeted(62, '03:30', { ...others, ...doorsAt(3389) })];
    life.see(minute('03:30'), both);
    assert.deepEqual(life.see(minute('03:31'), both), ['post first medium']);
  });
});

suite('the budget', () => {
  /** So many sources, each at a target of its own. */
  const sources = (count: number, score: number, time: string, from = 0): Finding[] =>
    Array.from({ length: count }, (_, i) => {
      const target = targetNamed(`vm-${from + i}`);
      const source = `198.51.100.${from + i}`;
      return targeted(score - i / 100, time, {
        source,
        sources: [source],
        key: source,
        door: doorOf(22, target),
        doors: [doorOf(22, target)],
      });
    });
  /** One after another, so that no table is made of them. */
  const tell = (life: ReturnType<typeof findingTimeline>, findings: readonly Finding[], hour: number): string[] =>
    findings.flatMap((finding, i) => {
      const time = `${day} ${String(hour).padStart(2, '0')}:${String(2 * i).padStart(2, '0')}`;
      const now = { ...finding, lastSeenAtMs: at(time) };
      life.see(time, [now]);
      return life.see(time, [now]).filter((message) => message.startsWith('post'));
    });

  test('four targeted ones a day and channel, the fifth goes to the digest and counts as announced', () => {
    const life = findingTimeline();
    assert.equal(tell(life, sources(6, 65, '10:00'), 10).length, 4);
    const last = life.incidents().filter(({ reasons }) => reasons.at(-1)?.reason === 'over-budget');
    assert.equal(last.length, 2);
    assert.ok(last.every(({ announced }) => announced?.byDigest && announced.score !== null));
  });

  test('low severity only among the first three', () => {
    assert.equal(tell(findingTimeline(), sources(5, 50, '10:00'), 10).length, 3);
  });

  test('in one evaluation the gravest, then the highest scores, go first', () => {
    const life = findingTimeline();
    tell(life, sources(3, 65, '10:00'), 10);
    const two = [...sources(1, 61, '12:00', 10), ...sources(1, 85, '12:00', 11)];
    life.see(minute('12:00'), two);
    assert.deepEqual(life.see(minute('12:01'), two), ['post first high']);
  });

  test('begins anew with the day in the digest’s time zone', () => {
    const settings = settingsWith({ digest: { hour: 8, timeZone: 'Asia/Tokyo' } });
    const life = findingTimeline(settings);
    tell(life, sources(4, 65, '10:00'), 10);
    assert.deepEqual(tell(life, sources(1, 65, '14:00', 10), 14), []);
    assert.equal(tell(life, sources(1, 65, '15:00', 20), 15).length, 1, '15:00 UTC is midnight in Tokyo');
  });

  test('break-ins, exposures, locked-out partners and blindness have none', () => {
    const life = findingTimeline(settingsWith({ budget: { perDay: 0, targeted: 0, low: 0 } }));
    const now = seen(minute('03:20'));
    const all = [
      makeBreakthrough(),
      makeExposure({ ...now, ...doorsAt(22) }),
      makeLockedOut({ ...now, doors: [doorOf(5432, vmWeb)], sources: ['100.1.1.1'] }),
      makeBlind(),
    ];
    life.see(minute('03:20'), all);
    life.see(minute('03:21'), all);
    assert.ok(life.incidents().every(({ posted }) => posted !== null));
  });

  test('replies have none', () => {
    const life = findingTimeline(settingsWith({ budget: { perDay: 1, targeted: 1, low: 1 } }));
    life.see(minute('03:00'), [targeted(48, '03:00')]);
    life.see(minute('03:01'), [targeted(48, '03:00')]);
    assert.deepEqual(life.see(minute('03:05'), [targeted(61, '03:05')]), ['reply severity-rose medium']);
    assert.deepEqual(life.see(minute('03:15'), [targeted(81, '03:15')])[0], 'reply severity-rose high');
  });
});

suite('reasons to stay quiet', () => {
  const quietFor = (finding: Finding, time: string, settings = settingsWith()) => {
    const life = findingTimeline(settings);
    life.see(time, [finding]);
    return [...life.see(time, [finding]), ...life.reasons(finding.finding)];
  };

  test('too-old: last seen more than two hours ago, but for break-ins and exposures', () => {
    const now = minute('06:00');
    for (const make of [makeTargeted, makeCampaign, makeLockedOut, makeThreshold] as const) {
      const mode = makeThreshold().rule.mode === 'on' ? {} : { rule: makeThresholdRule({ mode: 'on' }) };
      const old = { ...make({ lastSeenAtMs: at(minute('03:59')) }), ...(make === makeThreshold ? mode : {}) } as Finding;
      assert.deepEqual(quietFor(old, now), ['too-old'], old.finding);
      const young = { ...old, lastSeenAtMs: at(minute('04:00')) };
      assert.equal(quietFor(young, now)[0]?.startsWith('post first'), true, old.finding);
    }
    assert.deepEqual(quietFor(makeExposure({ lastSeenAtMs: at(minute('01:00')) }), now)[0], 'post first high');
    assert.deepEqual(findingTimeline().see('2026-11-23 01:00', [makeBreakthrough()]), ['post first critical']);
  });

  test('too-old: what happened before the installation of its flow log', () => {
    const before = makeTargeted({ ...seen(minute('03:00')), installedAtMs: at(minute('03:10')) });
    assert.deepEqual(quietFor(before, minute('03:20')), ['too-old']);
  });

  test('shadow: by the mode of its finding, by that of its rule, or by itself', () => {
    const settings = settingsWith({ findings: { ...settingsWith().findings, targeted: 'shadow' } });
    assert.deepEqual(quietFor(targeted(65, '03:00'), minute('03:00'), settings), ['shadow']);
    const rule = makeThresholdRule({ mode: 'shadow' });
    assert.deepEqual(quietFor(makeThreshold({ rule, ...seen(minute('03:00')) }), minute('03:00')), ['shadow']);
    assert.deepEqual(quietFor(targeted(65, '03:00', { digestOnly: true }), minute('03:00')), ['shadow']);
    assert.deepEqual(
      quietFor(makeNewDoor(seen(minute('03:00'))), minute('03:00')),
      ['shadow'],
      'for the digest unless settings say on',
    );
  });

  test('snoozed: nothing is sent while someone wants quiet, everything after', () => {
    const life = findingTimeline();
    life.see(minute('03:00'), [targeted(48, '03:00')]);
    life.see(minute('03:01'), [targeted(48, '03:00')]);
    life.change('targeted', {
      silence: { kind: 'snoozed', by: 'U0ADMIN', atMs: at(minute('03:10')), untilMs: at(minute('04:00')) },
    });
    assert.deepEqual(life.see(minute('03:30'), [targeted(85, '03:30')]), []);
    assert.deepEqual(life.see(minute('04:00'), [targeted(85, '04:00')]), ['reply severity-rose high', 'edit no-change high']);
    assert.deepEqual(life.reasons('targeted'), ['pending', 'first', 'snoozed', 'severity-rose']);
  });

  test('snoozed: what was acknowledged stays quiet until it returns', () => {
    const life = findingTimeline();
    const locked = (time: string) => makeLockedOut({ lastSeenAtMs: at(time) });
    life.see(minute('03:00'), [locked(minute('03:00'))]);
    life.see(minute('03:01'), [locked(minute('03:00'))]);
    life.change('locked-out', { silence: { kind: 'acknowledged', by: 'U0ADMIN', atMs: at(minute('03:10')) } });
    assert.deepEqual(life.see(minute('03:40'), [locked(minute('03:40'))]), []);
    life.see('2026-11-23 04:00', []);
    assert.deepEqual(life.see('2026-11-24 04:00', [locked('2026-11-24 04:00')]), [
      'reply returned medium',
      'edit no-change medium',
    ]);
  });

  test('pending: what late hours hold waits for the others, then all is told in one message', () => {
    const life = findingTimeline();
    const late = [makeBreakthrough(), makeExposure({ ...seen(minute('02:00')), ...doorsAt(22) })];
    assert.deepEqual(life.see(minute('09:00'), late, { isLate: true, isHolding: true }), []);
    assert.deepEqual(life.see(minute('09:01'), []), ['post first critical high']);
    assert.deepEqual(life.messages()[0]?.late, {
      fromMs: Math.min(...late.map(({ openedAtMs }) => openedAtMs)),
      toMs: Math.max(...late.map(({ lastSeenAtMs }) => lastSeenAtMs)),
    });
  });
});

suite('the first message', () => {
  const start = (isComplete: boolean) => makeFirstStart({ openedAtMs: at(minute('03:00')), isComplete });

  test('comes when the last 24 hours have been read, at the latest 30 minutes after the start', () => {
    const life = findingTimeline();
    assert.deepEqual(life.see(minute('03:05'), [start(false)]), []);
    assert.deepEqual(life.see(minute('03:06'), [start(true)]), ['post first ops']);
    const slow = findingTimeline();
    assert.deepEqual(slow.see(minute('03:29'), [start(false)]), []);
    assert.deepEqual(slow.see(minute('03:30'), [start(false)]), ['post first ops']);
  });

  test('until then only a break-in speaks; then the others do', () => {
    const life = findingTimeline();
    const found = [targeted(65, '03:05', doorsAt(22)), makeBreakthrough({ openedAtMs: at(minute('03:04')) })];
    assert.deepEqual(life.see(minute('03:05'), [start(false), ...found]), ['post first critical']);
    assert.deepEqual(life.see(minute('03:06'), [start(false), ...found]), []);
    assert.deepEqual(life.see(minute('03:07'), [start(true), ...found]), ['post first ops']);
    assert.deepEqual(life.see(minute('03:08'), [start(true), ...found]), ['post first medium']);
  });

  test('is edited when a door is added, and ends without a word', () => {
    const life = findingTimeline();
    const [door] = makeFirstStart().openDoors;
    life.see(minute('03:06'), [makeFirstStart({ openedAtMs: at(minute('03:00')), openDoors: [] })]);
    const more = makeFirstStart({ openedAtMs: at(minute('03:00')), openDoors: door === undefined ? [] : [door] });
    assert.deepEqual(life.see(minute('03:30'), [more]), ['edit no-change ops']);
    assert.deepEqual(life.see('2026-11-25 03:30', []), []);
  });
});
