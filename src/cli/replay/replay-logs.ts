/** Logs of the past come in, hour by hour; what Knockwatch would have found and told at each moment of them goes out. */
import type { HourFacts } from '../../count/summarize-hour.ts';
import type { PortKey } from '../../model/facts.ts';
import type { Finding } from '../../model/finding.ts';
import type { Stream } from '../../model/stream.ts';
import { watchedPortKeys } from '../../pipeline/watched-port-keys.ts';
import type { AddressCountries } from '../../ports/address-countries.ts';
import { hourMs, hourStartMs, hoursBetween } from '../../read/hours.ts';
import { streamOfBlob } from '../../read/stream-of-blob.ts';
import type { Progress } from '../progress.ts';
import { countHour } from './count-hour.ts';
import type { FileRejection, LogSource } from './log-source.ts';
import { beginRun, type HourOfLooks, type ReplayRun } from './replay-run.ts';
import { createReplayWindow, type Look, type ReplayWindow } from './replay-window.ts';

export interface ReplayOptions {
  readonly source: LogSource;
  readonly countries: AddressCountries;
  /** Settings to try, at least one: what each of them watches is counted once for all. */
  readonly runs: readonly ReplayRun[];
  readonly progress: Progress;
  /** Told each hour that was counted, with what of it could not be decoded, before it is evaluated. */
  readonly counted?: (hour: HourFacts, rejections: readonly FileRejection[]) => void;
}

export interface ReplayedLogs {
  /** Start of the first hour with records and end of the last, ms; null where there are none. */
  readonly span: { readonly fromMs: number; readonly toMs: number } | null;
  readonly rejections: readonly FileRejection[];
  /** Blobs that could not be read, with the reason. */
  readonly unread: readonly string[];
}

/**
 * Replays logs on their own clock: each hour is counted once, then evaluated under every run's settings as far as it was known at the time,
 * three times an hour and at the end of each slot in which something new came up. Memory holds the last 24 hours and the histories
 * of 15 days, however many are read.
 *
 * All flow logs count as installed with the first hour; nothing is told of Knockwatch's own state.
 *
 * @throws what reading throws
 */
export async function replayLogs({ source, countries, runs, progress, counted }: ReplayOptions): Promise<ReplayedLogs> {
  const streams = source.refs.map(streamOfBlob).filter((stream) => stream !== null);
  const byHour = Map.groupBy(streams, ({ hour }) => hour);
  const names = [...byHour.keys()].sort();
  const [first, last] = [names[0], names.at(-1)];
  if (first === undefined || last === undefined) return { span: null, rejections: source.rejections, unread: [] };
  const installation = Object.fromEntries(streams.map(({ flowLog }) => [flowLog, hourStartMs(first)]));
  const window = createReplayWindow(
    installation,
    runs.map(({ settings }) => settings),
  );
  const runners = runs.map((run) => beginRun(run, installation));
  const options = { source, countries, watchedPorts: portsOfAll(runs) };
  const [rejections, unread] = [[...source.rejections], [] as string[]];
  const hours = hoursBetween(first, last);
  progress.stage('Replaying hours', hours.length);
  for (const hour of hours) {
    const ofHour = inOrder(byHour.get(hour) ?? []);
    const whole = await countHour(hour, ofHour, options);
    rejections.push(...whole.rejections);
    unread.push(...whole.unread);
    counted?.(whole, whole.rejections);
    window.addHour(whole);
    const looks = looksOf(window, (untilMs) => countHour(hour, ofHour, { ...options, untilMs }));
    for (const { walkHour } of runners) await walkHour(looks);
    progress.step();
  }
  return { span: { fromMs: hourStartMs(first), toMs: hourStartMs(last) + hourMs }, rejections, unread };
}

/** Also where two files of settings watch different ports, everything is known of each. */
const portsOfAll = (runs: readonly ReplayRun[]): ReadonlySet<PortKey> =>
  new Set(runs.flatMap(({ settings }) => [...watchedPortKeys(settings)]));

const inOrder = (streams: readonly Stream[]): readonly Stream[] => streams.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** What the window shows, each look and what is found in it made once for all runs. */
function looksOf(window: ReplayWindow, countUntil: (ms: number) => Promise<HourFacts>): HourOfLooks {
  const known = new Map<string, readonly Finding[]>();
  const looks = new Map<number, Look>();
  return {
    lookAt: window.lookAt,
    lookAtTime: async (nowMs) => {
      const look = looks.get(nowMs) ?? window.lookWith(await countUntil(nowMs), nowMs);
      looks.set(nowMs, look);
      return look;
    },
    detected: (key, nowMs, detect) => {
      const findings = known.get(`${nowMs} ${key}`) ?? detect();
      known.set(`${nowMs} ${key}`, findings);
      return findings;
    },
  };
}
