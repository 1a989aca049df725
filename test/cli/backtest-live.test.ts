/** A backtest finds what the app would have found: the same logs once through production's own way, minute by minute, once replayed. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { embeddedDatabasePath, openMaxmindCountries } from '../../src/adapters/maxmind/maxmind-countries.ts';
import { incidentReport, wasTold } from '../../src/cli/incident-report.ts';
import { loadSettings } from '../../src/cli/load-settings.ts';
import { replayLogs } from '../../src/cli/replay/replay-logs.ts';
import { defaultDetectionSettings } from '../../src/config/parse-detection-settings.ts';
import { simulatedLogs } from '../../src/local/simulate/simulated-logs.ts';
import type { Flush } from '../../src/local/write/log-source.ts';
import type { Incident } from '../../src/model/incident.ts';
import type { DetectionSettings } from '../../src/model/settings.ts';
import type { AddressCountries } from '../../src/ports/address-countries.ts';
import { type LiveWatch, watchLive } from '../support/live-watch.ts';
import { recordText, sampleRef } from '../support/sample-log.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;
const silent = { stage: () => {}, step: () => {} };

async function replay(
  { blobs, refs }: LiveWatch,
  settings: DetectionSettings,
  countries: AddressCountries,
): Promise<readonly Incident[]> {
  const incidents = new Map<string, Incident>();
  const source = { refs, blobs, placeOf: ({ path }: { path: string }) => ({ path, offset: 0 }), rejections: [] };
  const evaluated = (evaluation: { readonly incidents: readonly Incident[] }): void => {
    for (const incident of evaluation.incidents) incidents.set(incident.id, incident);
  };
  await replayLogs({ source, countries, runs: [{ settings, evaluated }], progress: silent });
  return [...incidents.values()];
}

/** What must be equal: what was found, how grave it was at worst, whether anybody was told. */
const found = (incidents: readonly Incident[]): readonly string[] =>
  incidents
    .map((incident) => `${incident.finding} ${incident.key}: ${incident.severity}, ${wasTold(incident) ? 'told' : 'not told'}`)
    .sort();

const toldAtMs = (incident: Incident): number | null => {
  const spoke = incident.reasons.find((_, i) => wasTold({ ...incident, reasons: incident.reasons.slice(0, i + 1) }));
  return wasTold(incident) ? (spoke?.atMs ?? null) : null;
};

describe('a backtest and the live run of the same logs', () => {
  const hours = 6;
  // Over midnight, when a day becomes history and the budget is a new one.
  const fromMs = Date.UTC(2026, 10, 21, 21);
  let live: LiveWatch;
  let replayed: readonly Incident[];
  before(async () => {
    const countries = await openMaxmindCountries(embeddedDatabasePath());
    const source = simulatedLogs({ seed: 5, originMs: fromMs, isAllocated: (address) => countries.countryOf(address) !== '' }, 0);
    const settings = await loadSettings(source.settingsFile);
    const flushes: Flush[] = [];
    for await (const flush of source.flushes) {
      if (flush.loggedAtMs >= fromMs + hours * hourMs) break;
      flushes.push(flush);
    }
    // Ten minutes more: the last slot is told by then.
    live = await watchLive({ flushes, settings, countries, fromMs, toMs: fromMs + hours * hourMs + 10 * minuteMs });
    replayed = await replay(live, settings, countries);
  });

  it('find the same findings with the same highest severities, and tell the same', () => {
    assert.deepEqual(found(replayed), found(live.incidents));
    const kinds = new Set(live.incidents.filter(wasTold).map(({ finding }) => finding));
    for (const kind of ['breakthrough', 'exposure', 'locked-out', 'targeted'] as const) assert.ok(kinds.has(kind), kind);
  });

  it('tell it at the same time, but for the slot and the minutes in which it is logged and seen twice', () => {
    const liveTold = new Map(live.incidents.map((incident) => [incident.id, toldAtMs(incident)]));
    const late = replayed.flatMap((incident) => {
      const [ours, theirs] = [toldAtMs(incident), liveTold.get(incident.id)];
      const minutes = ours === null || theirs === null || theirs === undefined ? 0 : (ours - theirs) / minuteMs;
      return minutes < -3 || minutes > 5 ? [`${incident.finding} ${incident.key}: ${minutes} minutes`] : [];
    });
    assert.deepEqual(late, []);
  });

  it('number incidents alike', () => {
    assert.deepEqual(new Set(replayed.map(({ id }) => id)), new Set(live.incidents.map(({ id }) => id)));
  });
});

describe('a let-in that nothing answers', () => {
  const startMs = Date.UTC(2026, 10, 21, 10);
  const { container, path } = sampleRef('vnet-v4', '', undefined, '2026112110');
  /** A record of one tuple, logged a few seconds after its minute. */
  const flush = (minute: number, second: number, state: string, counters: string, rule: string): Flush => {
    const atMs = startMs + minute * minuteMs + second * 1000;
    const tuple = `${atMs},8.8.8.8,10.1.0.4,50000,3389,6,I,${state},NX,${counters}`;
    const loggedAtMs = startMs + (minute + 1) * minuteMs + 5000;
    return {
      loggedAtMs,
      container,
      path,
      records: [Buffer.from(recordText('vnet-v4', loggedAtMs, new Map([[rule, [tuple]]])))],
      tuples: 1,
    };
  };
  // 24 denials, 20 make it critical unless it is known that nothing answered: that is known a minute after the let-in began.
  const denials = Array.from({ length: 24 }, (_, minute) => flush(minute, 10, 'D', '0,0,0,0', 'DefaultRule_DenyAllInBound'));
  const letIn = [flush(31, 20, 'B', '0,0,0,0', 'UserRule_allow-rdp'), flush(32, 30, 'E', '12,900,0,0', 'UserRule_allow-rdp')];

  it('is as grave in a backtest as it was in the minute in which it began', async () => {
    const [settings, countries] = [defaultDetectionSettings, { countryOf: () => 'US' }];
    const options = { flushes: [...denials, ...letIn], settings, countries, fromMs: startMs, toMs: startMs + hourMs };
    const live = await watchLive(options);
    const breakthrough = live.incidents.find(({ finding }) => finding === 'breakthrough');
    assert.equal(breakthrough?.severity, 'critical');
    assert.equal(breakthrough?.latest.severity, 'medium');
    const replayed = await replay(live, settings, countries);
    assert.deepEqual(found(replayed), found(live.incidents));
    assert.deepEqual(
      replayed.filter(wasTold).map((incident) => incidentReport(incident).reason),
      ['first'],
    );
  });
});
