import { type MemoryNotifier, memoryNotifier } from '../../src/adapters/memory/memory-notifier.ts';
import { nothingTold } from '../../src/incident/update-incidents.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Incident } from '../../src/model/incident.ts';
import type { ButtonAction } from '../../src/model/pressed-button.ts';
import type { DetectionSettings } from '../../src/model/settings.ts';
import { type PressOutcome, pressButton } from '../../src/pipeline/press-button.ts';
import type { IncidentStore } from '../../src/ports/incident-store.ts';
import type { Notifier } from '../../src/ports/notifier.ts';
import { nowMs } from './findings/example-network.ts';
import { announcedOf, incidentOf } from './make-incident.ts';
import { settings } from './message-inputs.ts';
import { makeNotification } from './outbox-world.ts';
import { settingsInUse } from './settings-in-use.ts';

/** Incidents whose message is out, and people who press its buttons. */
export interface PressWorld {
  readonly store: IncidentStore;
  readonly notifier: MemoryNotifier;
  readonly logged: readonly string[];
  /** Event time, ms. */
  nowMs: number;
  press(action: ButtonAction, options?: PressOptions): Promise<PressOutcome>;
  /** Incidents by id. */
  incidents(): Promise<readonly Incident[]>;
}

export interface PressOptions {
  readonly incidentId?: string;
  readonly by?: string;
  readonly store?: IncidentStore;
  readonly notifier?: Notifier;
  readonly settings?: DetectionSettings;
}

/** An incident of each finding, `kw-0`, `kw-1` …, told together in one message that the first carries; `change` makes of each what it is to be. */
export async function makePressWorld(
  store: IncidentStore,
  findings: readonly Finding[],
  change: (incident: Incident) => Incident = (incident) => incident,
): Promise<PressWorld> {
  const notifier = memoryNotifier();
  const sent = await notifier.post(makeNotification('kw-0:1', '#security'), 'kw-0:1');
  if (sent.kind !== 'sent') throw new Error('The message was not posted');
  for (const [i, finding] of findings.entries()) {
    const carries = i === 0 ? { posted: sent.posted } : { toldWith: 'kw-0' };
    const incident = incidentOf(finding, { id: `kw-${i}`, announced: announcedOf(finding), ...carries });
    await store.replace({ incident: change(incident), replaces: null });
  }
  await store.commitEvaluation([], { revision: 1, evaluatedAtMs: nowMs - 60_000, told: nothingTold }, null);
  const logged: string[] = [];
  const note = (event: string, fields: object): void => void logged.push(JSON.stringify({ event, ...fields }));
  const world: PressWorld = {
    store,
    notifier,
    logged,
    nowMs,
    press: (action, options = {}) => {
      const { incidentId = 'kw-0', by: userId = 'U0ADMIN', settings: detection = settings, ...others } = options;
      const clock = { now: () => world.nowMs };
      const ports = { incidents: store, notifier, clock, wallClock: clock, log: { info: note, error: note } };
      const pressed = { action, incidentId, userId, channelId: 'C0ALERTS' };
      const { store: incidents = store, notifier: to = notifier } = others;
      return pressButton({ ...ports, incidents, notifier: to }, settingsInUse(detection), pressed);
    },
    incidents: async () => {
      const open = (await store.readOpen()).incidents.map(({ value }) => value);
      return open.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    },
  };
  return world;
}
