import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { daysAfter, localDay } from '../../src/digest/local-day.ts';
import { makeDigest } from '../../src/digest/make-digest.ts';
import { rememberUses } from '../../src/digest/parts/suppression-uses.ts';
import type { DigestHour } from '../../src/digest/tally/digest-hour.ts';
import { tallyFigures } from '../../src/digest/tally/tally-day.ts';
import type { Digest } from '../../src/model/digest.ts';
import type { Incident, Reason } from '../../src/model/incident.ts';
import { crowdHour, crowdTargets, nsgLog, vnetLog } from '../support/digest-days/crowd.ts';
import { dayInput, exampleSettings } from '../support/digest-days/example-days.ts';
import { makeBlind } from '../support/findings/make-blind.ts';
import { makeExposure } from '../support/findings/make-exposure.ts';
import { makeFirstStart } from '../support/findings/make-first-start.ts';
import { makeNewTarget } from '../support/findings/make-new-target.ts';
import { makeTargeted } from '../support/findings/make-targeted.ts';
import { announcedOf, incidentOf } from '../support/make-incident.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** The example day, 2026-11-21 in Berlin, begins then. */
const fromMs = Date.UTC(2026, 10, 20, 23);
const toMs = fromMs + dayMs;

/** The example day without some of its hours. */
const without = (isMissing: (place: number) => boolean): Digest =>
  makeDigest(dayInput({ change: (hour, place) => (isMissing(place) ? null : hour) }));

/** An hour of which one flow log has no records. */
const withoutNsg = (hour: DigestHour): DigestHour => ({ ...hour, logs: hour.logs.filter(({ flowLog }) => flowLog !== nsgLog) });

describe('the data of a day', () => {
  it('is whole where every flow log has records of every hour', () => {
    const { kind, gaps, hoursEnded, hoursWithRecords } = without(() => false).data;
    assert.deepEqual([kind, gaps, hoursEnded, hoursWithRecords], ['whole', [], 24, 24]);
  });

  it('is partly missing where hours are, of all flow logs or of one', () => {
    const { data } = makeDigest(
      dayInput({ change: (hour, place) => (place === 3 || place === 4 ? null : place === 20 ? withoutNsg(hour) : hour) }),
    );
    assert.equal(data.kind, 'partly');
    assert.deepEqual(
      data.gaps.map(({ of, name, spans }) => [
        of,
        name,
        spans.map((span) => [(span.fromMs - fromMs) / hourMs, (span.toMs - fromMs) / hourMs]),
      ]),
      [
        ['everything', '', [[3, 5]]],
        ['flow-log', 'NSG nsg-db', [[20, 21]]],
      ],
    );
  });

  it('is none where there is no record, and then no number is told of it in the days shown', () => {
    const digest = without(() => true);
    assert.deepEqual([digest.data.kind, digest.verdict.kind, digest.lastDays.at(-1)?.denied], ['none', 'no-data', null]);
    assert.ok(digest.ports.every(({ series }) => series.at(-1) === null));
  });

  it('is whole where a network sleeps at the hours at which it slept the weeks before', () => {
    const watched = exampleSettings.watchedPorts.map(({ port }) => 6 * 65_536 + port).sort((a, b) => a - b);
    const isAwake = (place: number): boolean => place >= 7 && place < 20;
    const earlier = Array.from({ length: 30 }, (_, i) => {
      const day = localDay(daysAfter('2026-11-21', i - 30), 'Europe/Berlin');
      const tally = tallyFigures(day, watched);
      for (const [place, hour] of day.hours.entries()) {
        if (isAwake(place)) tally.add(crowdHour(hour, { perHour: 5, sources: 50, targets: crowdTargets }));
      }
      return { day, figures: tally.result() };
    });
    const digest = makeDigest({ ...dayInput({ change: (hour, place) => (isAwake(place) ? hour : null) }), earlier });
    assert.deepEqual([digest.data.kind, digest.data.hoursWithRecords, digest.sums.usualDays], ['whole', 13, 7]);
  });

  it('names targets that logged the day before and did not on this one', () => {
    const lessTargets = crowdTargets.slice(0, 3);
    const { data } = makeDigest(
      dayInput({ change: (hour) => crowdHour(hour.hour, { perHour: 20, sources: 50, targets: lessTargets }) }),
    );
    assert.deepEqual(data.silentTargets, [{ name: 'vm-jump1', mac: '0022480000AD', lastDay: '2026-11-20' }]);
    assert.equal(data.kind, 'whole');
  });

  it('begins with the first record ever, and says no hour before it is missing', () => {
    const digest = makeDigest(dayInput({ days: 0, change: (hour, place) => (place < 14 ? null : hour) }));
    assert.deepEqual([digest.data.kind, digest.data.gaps, digest.data.beginsAtMs], ['whole', [], fromMs + 14 * hourMs]);
    assert.deepEqual([digest.verdict.kind, digest.lastDays.at(-1)?.data, digest.sums.denied.usual], ['learning', 'partly', null]);
  });

  it('of a running day misses only hours that have ended', () => {
    const madeAtMs = fromMs + 10 * hourMs;
    const digest = makeDigest({ ...dayInput({ change: (hour, place) => (place < 9 ? hour : null) }), madeAtMs });
    assert.deepEqual([digest.day.isRunning, digest.data.kind, digest.data.hoursEnded], [true, 'whole', 9]);
    assert.deepEqual(
      [8, 9, 23].map((place) => digest.hourly.hours[place]?.data),
      ['recorded', 'to-come', 'to-come'],
    );
  });
});

describe('flow logs', () => {
  it('are silent where the newest hours are missing, unseen where only the listing knows them, and NSG logs retire', () => {
    const input = dayInput({ change: (hour, place) => (place < 20 ? hour : withoutNsg(hour)) });
    const { flowLogs } = makeDigest({
      ...input,
      installation: { ...input.installation, 'RESOURCEID=/X/NETWORKSECURITYGROUPS/NSG-NEW': fromMs },
    });
    assert.deepEqual(
      flowLogs.map(({ name, state, kind, retiresOn, lastRecordMs }) => [
        name,
        state,
        kind,
        retiresOn,
        lastRecordMs === null ? null : (lastRecordMs - fromMs) / hourMs,
      ]),
      [
        ['NSG nsg-db', 'silent', 'nsg', '2027-09-30', 20],
        ['NSG nsg-new', 'unseen', 'nsg', '2027-09-30', null],
        ['flow log westeurope_fl-prod', 'recording', 'vnet', null, 24],
      ],
    );
  });

  it('are read twice where another log tells all they tell', () => {
    const twice = (hour: DigestHour): DigestHour => ({
      ...hour,
      logs: hour.logs.map((log) =>
        log.flowLog === nsgLog ? { ...log, countsDenied: false, countsAllowed: false, alsoLoggedElsewhere: 1300 } : log,
      ),
    });
    const { flowLogs, health } = makeDigest(dayInput({ change: twice }));
    assert.deepEqual(
      flowLogs.map(({ id, isReadTwice }) => [id === vnetLog, isReadTwice]),
      [
        [false, true],
        [true, false],
      ],
    );
    assert.equal(health.alsoLoggedElsewhere, 24 * 1300);
  });
});

const because = (reason: Reason, atMs = fromMs + hourMs) => ({ atMs, reason, detail: `because of ${reason}` });
const targeted = (id: string, fields: Partial<Incident> = {}): Incident =>
  incidentOf(makeTargeted({ key: id, source: id, openedAtMs: fromMs + hourMs, lastSeenAtMs: fromMs + 9 * hourMs }), {
    id,
    key: id,
    ...fields,
  });
const told = (incident: Incident): Incident => ({ ...incident, announced: announcedOf(incident.latest) });
const ids = (incidents: readonly { readonly id: string }[]): readonly string[] => incidents.map(({ id }) => id);
const digestOf = (...incidents: readonly Incident[]): Digest => makeDigest(dayInput({ incidents }));

describe('what needs action', () => {
  it('is what is open and was told, the gravest first; not what is only counted, silenced, over, or of a later day', () => {
    const { needsAction } = digestOf(
      told(targeted('told')),
      told({ ...targeted('grave'), severity: 'critical' }),
      targeted('shadow', { reasons: [because('shadow')] }),
      told(targeted('suppressed', { reasons: [because('first'), because('suppressed')] })),
      told(
        targeted('acknowledged', {
          reasons: [because('first'), because('snoozed')],
          silence: { kind: 'acknowledged', by: 'U0ADMIN', atMs: fromMs },
        }),
      ),
      told(targeted('resolved', { state: 'resolved', resolvedAtMs: toMs + hourMs })),
      told(targeted('later', { openedAtMs: toMs })),
      told(incidentOf(makeFirstStart(), { openedAtMs: fromMs })),
    );
    assert.deepEqual(ids(needsAction.incidents), ['grave', 'told']);
  });

  it('is also an open door that somebody acknowledged, not one that is closed again', () => {
    const exposure = (id: string, fields: Partial<Incident>, state: 'open' | 'closed' = 'open') =>
      told(incidentOf(makeExposure({ openedAtMs: fromMs, state }), { id, key: id, ...fields }));
    const { needsAction } = digestOf(
      exposure('open', {}),
      exposure('acknowledged', { silence: { kind: 'acknowledged', by: 'U0ADMIN', atMs: fromMs }, reasons: [because('snoozed')] }),
      exposure('closed', {}, 'closed'),
    );
    assert.deepEqual(
      needsAction.exposures.map(({ id, silence }) => [id, silence]),
      [
        ['acknowledged', 'acknowledged'],
        ['open', null],
      ],
    );
  });

  it('holds a door whose history, read later, tells that it stood open already', () => {
    const door = makeExposure({ state: 'open', openedAtMs: fromMs - dayMs });
    const { needsAction } = digestOf(told({ ...incidentOf(door), id: 'door', openedAtMs: toMs + 12 * hourMs }));
    assert.deepEqual(
      needsAction.exposures.map(({ id, openedAtMs }) => [id, openedAtMs]),
      [['door', fromMs - dayMs]],
    );
  });

  it('is what Knockwatch is blind to, every day as long as it lasts', () => {
    const blind = incidentOf(makeBlind(undefined, { openedAtMs: fromMs - 5 * dayMs, lastSeenAtMs: toMs }), { id: 'blind' });
    const { needsAction, verdict } = digestOf(told({ ...blind, openedAtMs: fromMs - 5 * dayMs }));
    assert.deepEqual([ids(needsAction.blind), verdict.kind], [['blind'], 'act']);
  });

  it('names what only the digest tells, also in a message shared with another', () => {
    const overBudget = { ...told(targeted('carrier')), announced: announcedOf(makeTargeted(), { byDigest: true }) };
    const { needsAction } = digestOf(overBudget, targeted('joined', { toldWith: 'carrier', reasons: [because('joined')] }));
    assert.deepEqual(
      new Set(needsAction.incidents.map((incident) => `${incident.id} ${incident.told}`)),
      new Set(['carrier digest', 'joined digest']),
    );
  });
});

describe('what changed', () => {
  it('tells of new targets once the history is long enough', () => {
    const fresh = (id: string, learning: string | null) =>
      incidentOf(makeNewTarget({ openedAtMs: fromMs + hourMs, learning }), { id, key: id, reasons: [because('shadow')] });
    assert.deepEqual(ids(digestOf(fresh('known', null), fresh('learning', 'Two days so far.')).changes.newTargets), ['known']);
  });

  it('tells of what returned and of what was resolved in the day', () => {
    const returned = told(
      targeted('returned', {
        resolvedAtMs: fromMs - dayMs,
        reasons: [because('first', fromMs - 3 * dayMs), because('returned')],
      }),
    );
    const earlier = told(
      targeted('earlier', { resolvedAtMs: fromMs - 3 * dayMs, reasons: [because('returned', fromMs - 2 * dayMs)] }),
    );
    const resolved = told(targeted('resolved', { state: 'resolved', resolvedAtMs: fromMs + 5 * hourMs }));
    const { changes } = digestOf(returned, earlier, resolved);
    assert.deepEqual([ids(changes.returned), ids(changes.resolved)], [['returned'], ['resolved']]);
  });

  it('calls no country new with fewer than seven days behind it', () => {
    const newCountries = (days: number): readonly string[] =>
      makeDigest(dayInput({ days, crowd: { newCountry: 'PA' } })).changes.newCountries.map(({ country }) => country);
    assert.deepEqual([newCountries(6), newCountries(7)], [[], ['PA']]);
  });

  it('lists the five highest scores with a single target only', () => {
    const scores = [50, 60, 70, 80, 90, 55].map((score) => ({
      ...targeted(`s${score}`),
      latest: makeTargeted({ score, lastSeenAtMs: fromMs + hourMs }),
    }));
    const single = makeDigest(dayInput({ crowd: { targets: crowdTargets.slice(0, 1) }, incidents: scores }));
    assert.deepEqual(ids(single.changes.topScores), ['s90', 's80', 's70', 's60', 's55']);
    assert.deepEqual(digestOf(...scores).changes.topScores, []);
  });
});

describe('what was held back', () => {
  const suppression = {
    finding: null,
    source: '203.0.113.7',
    target: null,
    port: null,
    reason: 'a test of ours',
    expiresAtMs: toMs + 30 * dayMs,
  };
  const settings = { ...exampleSettings, suppressions: [suppression] };
  const hidden = targeted('hidden', { latest: makeTargeted(), reasons: [because('suppressed')] });

  it('is counted by finding and reason, over budget first', () => {
    const { heldBack } = digestOf(
      targeted('a', { reasons: [because('shadow')] }),
      targeted('b', { reasons: [because('shadow')] }),
      {
        ...targeted('c', { reasons: [because('over-budget'), because('no-change')] }),
        announced: announcedOf(makeTargeted(), { byDigest: true }),
      },
      told(targeted('d')),
      incidentOf(makeNewTarget({ openedAtMs: fromMs }), { id: 'e', reasons: [because('shadow')] }),
    );
    assert.deepEqual(heldBack.incidents.map(({ incident, reason }) => [incident.id, reason])[0], ['c', 'over-budget']);
    assert.deepEqual(heldBack.counts, [
      { finding: 'targeted', reason: 'shadow', count: 2 },
      { finding: 'targeted', reason: 'over-budget', count: 1 },
    ]);
  });

  it('tells what a suppression hid, and when it last did', () => {
    const [use] = makeDigest(dayInput({ incidents: [hidden], more: { settings } })).heldBack.suppressions;
    assert.deepEqual([use?.hidden, use?.examples.length, use?.lastHidAtMs, use?.isIdle], [1, 1, hidden.lastSeenAtMs, false]);
  });

  it('says that a suppression can go once it was there for thirty days and hid nothing in them', () => {
    const input = dayInput({ more: { settings } });
    const after = (days: number, lastHidAtMs: number | null) => {
      const memory = rememberUses(input).map((use) => ({ ...use, seenSinceMs: input.madeAtMs - days * dayMs, lastHidAtMs }));
      return makeDigest({ ...input, memory }).heldBack.suppressions[0]?.isIdle;
    };
    assert.deepEqual(
      [after(29, null), after(30, null), after(60, input.madeAtMs - 29 * dayMs), after(60, input.madeAtMs - 31 * dayMs)],
      [false, true, false, true],
    );
  });

  it('remembers of a suppression when it was first seen and last hid anything', () => {
    const [first] = rememberUses(dayInput({ incidents: [hidden], more: { settings } }));
    const later = dayInput({ more: { settings, memory: first === undefined ? [] : [first] } });
    assert.deepEqual(rememberUses({ ...later, madeAtMs: later.madeAtMs + 9 * dayMs }), [first]);
  });
});

describe('the settings of a digest', () => {
  it('names what is different from those of the digest before', () => {
    const changed = {
      ...exampleSettings,
      version: 'b2',
      budget: { ...exampleSettings.budget, perDay: 9 },
      watchedPorts: exampleSettings.watchedPorts.slice(1),
    };
    const { settings } = makeDigest(dayInput({ more: { settings: changed } }));
    assert.deepEqual(settings, {
      version: 'b2',
      previousVersion: 'a1b2c3d4',
      isChanged: true,
      changes: [
        { key: 'watchedPorts', before: 'port 22, protocol 6, weight 5, name ssh', after: '' },
        { key: 'budget.perDay', before: '5', after: '9' },
      ],
      moreChanges: 0,
    });
  });
});
