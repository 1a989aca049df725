import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { eventClock, wallClock } from '../adapters/clocks.ts';
import type { StorageClients } from '../adapters/storage-clients.ts';
import { processEnvironment } from '../config/process-environment.ts';
import type { Clock } from '../ports/clock.ts';
import { type AppEnvironmentOptions, appEnvironment } from './app-environment.ts';
import { chooseSource } from './choose-source.ts';
import { countedStores, readCounted } from './count-storage.ts';
import { type Feed, feedLogs, prepareFeed } from './feed-logs.ts';
import { startHistory } from './history/start-history.ts';
import { type Host, startHost } from './host/start-host.ts';
import type { LiveStatus } from './inbox/live-status.ts';
import { openInbox } from './inbox/open-inbox.ts';
import { sendPress } from './inbox/press.ts';
import type { Inbox } from './inbox/serve-inbox.ts';
import { keepStatus } from './keep-status.ts';
import { elapsedSay, narrateHost, narrateMessages, type Say } from './narrate.ts';
import { openStorage } from './open-storage.ts';
import type { Arguments } from './parse-arguments.ts';
import type { Screen } from './screen.ts';
import { doing, welcome } from './welcome.ts';
import type { LogSource } from './write/log-source.ts';

const bundle = join(import.meta.dirname, '..', '..', 'dist', 'main.js');
/** Seconds between runs of the timers, in place of their schedules; a real account has no events here, so it is swept more often. */
const intervals = { fed: { evaluate: 10, sweep: 60, digest: 60 }, watched: { evaluate: 10, sweep: 30 } };

export interface EmbeddedRun {
  /** Of the inbox page. */
  readonly address: string;
  /** The storage it runs on. */
  readonly storage: StorageClients;
  /** What it writes; null where a real account is watched. */
  readonly source: LogSource | null;
  /** Why the run cannot go on; never resolves while all is well. */
  readonly lost: Promise<string>;
  /** Ends everything in order. */
  stop(): Promise<void>;
}

/** Starts everything in order. @throws Error with a clear line where something does not start; what had started is ended then. */
export async function runEmbedded(args: Arguments, screen: Screen): Promise<EmbeddedRun> {
  await using cleanup = new AsyncDisposableStack();
  const { promise: lost, resolve: lose } = Promise.withResolvers<string>();
  const say = elapsedSay(screen.print, wallClock.now);
  const source = await chooseSource(args, wallClock.now());
  const rate = source === null ? 1 : args.speed;
  const token = `xoxb-embedded-${randomUUID()}`;
  const status = {
    doing: doing(source),
    eventNowMs: null,
    rate,
    written: null,
    history: null,
    counted: null,
    healthUrl: null,
    reportUrl: null,
  };
  const inbox = await openInbox(args.port, { token, status, now: wallClock.now });
  cleanup.defer(() => inbox.close());
  screen.print(welcome(inbox.address, args, source));
  narrateMessages(inbox, say);

  const storage = await openStorage(args.storage, args.data, lose);
  cleanup.defer(() => storage.stop());
  const course = source && { realOriginMs: wallClock.now(), eventOriginMs: source.originMs, rate };
  const stores = countedStores(storage.clients);
  if (source !== null) await prepareFeed(source, storage.clients.blobService, stores.state);

  const slack = slackOf(args, inbox, token);
  const signingSecret = args.slackUrl === null ? randomUUID() : null;
  const history = source?.history ?? null;
  const settingsFile = args.config ?? processEnvironment()['KNOCKWATCH_CONFIG'] ?? source?.settingsFile ?? null;
  const appOptions = {
    ...slack,
    signingSecret,
    reportUrl: `${inbox.address}report`,
    storage: storage.connectionString,
    clock: course,
    settingsFile,
  };
  const host = await startApp(appOptions, history === null ? [] : ['sweep', 'digest'], say, lose);
  cleanup.defer(() => host.stop());
  if (signingSecret !== null) inbox.onPress((press) => sendPress(press, host.address, signingSecret, wallClock.now()));
  say(`The function app is up: ${host.functions.map(({ name }) => name).join(', ')}.`);

  const stopping = new AbortController();
  cleanup.defer(() => stopping.abort());
  const clock = eventClock(course);
  const feed = source && feedLogs(source, storage.clients.blobService, clock, host.announce, stopping.signal);
  if (feed !== null) followFeed(feed, say, lose, stopping.signal);
  const parts = { host, screen, say, lose, storage, state: stores.state, signal: stopping.signal };
  const past = feed && history && startHistory(history, feed, parts);
  const now = () => ({ ...statusNow(status, clock, feed, host), history: past?.progress() ?? null });
  void keepStatus({ now, readCounted: () => readCounted(stores, clock.now()), show: inbox.showStatus }, stopping.signal);

  const started = cleanup.move();
  return { address: inbox.address, storage: storage.clients, source, lost, stop: () => started.disposeAsync() };
}

/** Where messages go: to the inbox, or to the Slack asked for, with the token of the environment. */
function slackOf({ slackUrl }: Arguments, inbox: Inbox, token: string): Pick<AppEnvironmentOptions, 'slackUrl' | 'slackToken'> {
  if (slackUrl === null) return { slackUrl: inbox.slackApiUrl, slackToken: token };
  return { slackUrl, slackToken: processEnvironment()['SLACK_BOT_TOKEN'] ?? token };
}

function startApp(
  options: AppEnvironmentOptions,
  held: readonly string[],
  say: Say,
  lose: (reason: string) => void,
): Promise<Host> {
  return startHost({
    bundle,
    environment: appEnvironment(processEnvironment(), options),
    intervals: options.clock === null ? intervals.watched : intervals.fed,
    held,
    port: 0,
    onMessage: narrateHost(say),
    onLost: (reason) => lose(`The function host ended: ${reason}`),
  });
}

function statusNow(status: LiveStatus, clock: Clock, feed: Feed | null, host: Host): LiveStatus {
  const written = feed === null ? null : feed.written();
  const urls = { healthUrl: `${host.address}/api/health/details`, reportUrl: `${host.address}/api/report/today` };
  return { ...status, eventNowMs: clock.now(), written, ...urls };
}

function followFeed(feed: Feed, say: Say, lose: (reason: string) => void, signal: AbortSignal): void {
  feed.ended.then(
    () => signal.aborted || say('All logs are written. The app goes on watching.'),
    (error: unknown) => signal.aborted || lose(`Writing logs failed: ${error instanceof Error ? error.message : String(error)}`),
  );
}
