/** The settings in use: the newest valid ones, read again when they change. An invalid version is refused; the last good one stays. */
import { Failure } from '../model/failure.ts';
import type { DetectionSettings } from '../model/settings.ts';
import type { SettingsInUse } from '../model/settings-in-use.ts';
import type { Clock } from '../ports/clock.ts';
import type { SettingsSource, SettingsText } from '../ports/settings-source.ts';
import type { StateStore } from '../ports/state-store.ts';
import { keepSettings, readKeptSettings } from './state-rows.ts';
import { watchedPortKeys } from './watched-port-keys.ts';

/** Ingest runs many times a minute; it asks no oftener whether settings changed. */
const recentMs = 60_000;

export interface SettingsPorts {
  readonly source: SettingsSource;
  readonly state: StateStore;
  /** `@throws` Failure `settings-invalid` that names every problem, one a line */
  readonly parse: (text: string, name: string) => DetectionSettings;
  readonly wallClock: Clock;
}

/** Gives the settings to all functions of a process that ask. */
export interface SettingsReader {
  /**
   * As they are now. Good ones are kept in `State`, so that a restart does not lose them to an invalid file.
   *
   * @throws Failure where there are none: the newest are invalid or cannot be read, and none were ever kept
   */
  readonly now: () => Promise<SettingsInUse>;
  /** As they were at most a minute ago; keeps nothing. `@throws` as `now` */
  readonly recent: () => Promise<SettingsInUse>;
}

interface Known {
  readonly inUse: SettingsInUse;
  /** What the source called what was read last, be it good or not; null where it could not be read. */
  readonly version: string | null;
  /** The text in use. */
  readonly text: string;
  readonly readAtMs: number;
}

/** Makes the reader of one process; nothing is read before it is asked. */
export function settingsReader(ports: SettingsPorts): SettingsReader {
  let known: Known | null = null;
  let keptText: string | null = null;
  const read = async (): Promise<SettingsInUse> => {
    known = await readAgain(ports, known);
    return known.inUse;
  };
  return {
    recent: async () => (known !== null && ports.wallClock.now() - known.readAtMs < recentMs ? known.inUse : read()),
    now: async () => {
      const inUse = await read();
      if (known !== null && known.text !== keptText && inUse.problem === null) {
        await keepSettings(ports.state, { name: ports.source.name, text: known.text });
        keptText = known.text;
      }
      return inUse;
    },
  };
}

async function readAgain(ports: SettingsPorts, known: Known | null): Promise<Known> {
  const readAtMs = ports.wallClock.now();
  try {
    const read = await ports.source.read(known?.version ?? null);
    if (read === 'unchanged' && known !== null) return { ...known, readAtMs };
    if (read !== 'unchanged') return await judge(ports, known, read, readAtMs);
    throw new Failure('unreadable-path', `Cannot read ${ports.source.name}: nothing was answered`);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // Out of reach for a moment says nothing about the settings.
    if (error.retryable && known !== null) return { ...known, readAtMs };
    return fallBack(ports, known, error, null, readAtMs);
  }
}

async function judge(
  ports: SettingsPorts,
  known: Known | null,
  { text, version }: SettingsText,
  readAtMs: number,
): Promise<Known> {
  try {
    return { inUse: inUseOf(ports.parse(text, ports.source.name), ports.source.name, null), version, text, readAtMs };
  } catch (error) {
    if (error instanceof Failure && error.code === 'settings-invalid') return fallBack(ports, known, error, version, readAtMs);
    throw error;
  }
}

/** The last good ones: those in use, else those that were kept. */
async function fallBack(
  ports: SettingsPorts,
  known: Known | null,
  failure: Failure,
  version: string | null,
  readAtMs: number,
): Promise<Known> {
  const problem = failure.message;
  if (known !== null) return { ...known, inUse: { ...known.inUse, problem }, version, readAtMs };
  const kept = await readKeptSettings(ports.state).catch(() => null);
  if (kept === null) throw failure;
  try {
    return { inUse: inUseOf(ports.parse(kept.text, kept.name), kept.name, problem), version, text: kept.text, readAtMs };
  } catch {
    // What was good to another version of Knockwatch need not be to this one.
    throw failure;
  }
}

const inUseOf = (detection: DetectionSettings, source: string, problem: string | null): SettingsInUse => ({
  detection,
  watchedPorts: watchedPortKeys(detection),
  source,
  problem,
});
