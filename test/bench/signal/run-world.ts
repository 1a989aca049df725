import type { HourFacts } from '../../../src/count/summarize-hour.ts';
import type { InjectedKind, Injection } from '../../support/world/inject/injection.ts';
import { simulateWorld, type World, type WorldOptions } from '../../support/world/simulate-world.ts';
import { dayMs, minuteMs } from '../../support/world/world-time.ts';
import type { WorldHour } from '../../support/world/write-hour.ts';
import { fiftyInADay, fiveInFiveMinutes, type NaiveAlert, type NaiveRule } from './naive-rules.ts';
import { describeMessage, type ToldMessage } from './told-message.ts';
import { type Watch, watchWorld } from './watch-world.ts';

/** What became of something put into a world. */
export interface InjectedOutcome {
  readonly kind: InjectedKind;
  /** Null where what happened never met the definition. */
  readonly decidedAtMs: number | null;
  /** When it was first told as what it is, and by what; null where it was not. */
  readonly toldAtMs: number | null;
  readonly toldBy: ToldMessage['turn'] | null;
}

/** What a naive rule made of a world. */
export interface NaiveOutcome {
  readonly rule: string;
  readonly backgroundAlertsPerDay: number;
  readonly found: readonly InjectedKind[];
}

/** What was said about one world, after the days for learning. */
export interface WorldOutcome {
  readonly options: WorldOptions;
  readonly decidingDays: number;
  /** All messages, in order; edits only as far as something put in is told by them. */
  readonly messages: readonly ToldMessage[];
  /** Incidents that only the digest tells for want of budget. */
  readonly overBudget: number;
  readonly injected: readonly InjectedOutcome[];
  readonly naive: readonly NaiveOutcome[];
  readonly seconds: number;
}

/** A record is read so many minutes after the minute it tells of has begun. */
const lagMinutes = 3;
/** While the days for learning go by it is enough to look now and then. */
const hoursBetweenLooks = 6;
/** The last days of learning are looked at every hour, so that nothing told is left over from them. */
const settlingDays = 2;

/** Watches a world from its first to its last hour. */
export function runWorld(options: WorldOptions): WorldOutcome {
  const startedMs = performance.now();
  const world = simulateWorld(options);
  const watch = watchWorld(world);
  const rules = [fiveInFiveMinutes, fiftyInADay].map((make) => make(world.settings.watchedPorts));
  const alerts = new Map<string, NaiveAlert[]>(rules.map(({ name }) => [name, []]));
  const messages: ToldMessage[] = [];
  const learnedMs = world.startMs + options.learnDays * dayMs;
  let before: WorldHour | null = null;
  for (const hour of world.hours()) {
    messages.push(...watchHour(hour, before, watch, world, messages));
    if (hour.day >= options.learnDays - settlingDays) readNaively(rules, alerts, hour.upTo(60));
    before = hour;
  }
  const decided = messages.filter(({ atMs }) => atMs >= learnedMs);
  return {
    options,
    decidingDays: options.days - options.learnDays,
    messages: decided,
    overBudget: watch.countOverBudget(learnedMs),
    injected: world.injections.map((injection) => outcomeOf(injection, messages)),
    naive: rules.map(({ name }) => naiveOutcome(name, alerts.get(name) ?? [], world, learnedMs)),
    seconds: (performance.now() - startedMs) / 1000,
  };
}

/** Looks at the end of the hour, and often while something that was decided has not been told. */
function watchHour(
  hour: WorldHour,
  hourBefore: WorldHour | null,
  watch: Watch,
  world: World,
  before: readonly ToldMessage[],
): ToldMessage[] {
  const told: ToldMessage[] = [];
  const look = (minute: number, isLast: boolean): void => {
    const readUpTo = minute + 1 - lagMinutes;
    if (hourBefore !== null) watch.read(hourBefore.upTo(Math.min(60, 60 + readUpTo)));
    watch.read(hour.upTo(Math.max(0, readUpTo)));
    const nowMs = hour.startMs + minute * minuteMs;
    const findings = watch.detect(nowMs);
    const times = isLast ? [nowMs - minuteMs, nowMs] : [nowMs];
    const inputs = times.flatMap((atMs) => watch.update(findings, atMs));
    const messages = inputs.map((input) => describeMessage(input, world.injections, world.network));
    told.push(...messages.filter(({ turn, tells }) => turn !== 'edit' || tells.length > 0));
  };
  for (let minute = 0; minute < 58; minute++) {
    const atMs = hour.startMs + minute * minuteMs;
    if (world.injections.some((injection) => isDue(injection, atMs, [...before, ...told]))) look(minute, false);
  }
  if (isLookedAt(hour, world)) look(59, true);
  else watch.read(hour.upTo(60));
  if (hourBefore !== null) watch.read(hourBefore.upTo(60));
  return told;
}

/** The first twenty minutes every minute, then every five, for three hours; later at the end of each hour, as ever. */
function isDue(injection: Injection, atMs: number, messages: readonly ToldMessage[]): boolean {
  const decidedAtMs = injection.judge.decidedAtMs();
  if (decidedAtMs === null) return false;
  const minutes = (atMs - decidedAtMs) / minuteMs;
  const isTime = minutes > 0 && (minutes <= 20 || (minutes <= 180 && minutes % 5 === 0));
  return isTime && !messages.some(({ tells }) => tells.includes(injection));
}

function isLookedAt({ day, hourOfDay }: WorldHour, { options }: World): boolean {
  return day >= options.learnDays - settlingDays || hourOfDay % hoursBetweenLooks === hoursBetweenLooks - 1;
}

function outcomeOf(injection: Injection, messages: readonly ToldMessage[]): InjectedOutcome {
  const first = messages.find(({ tells }) => tells.includes(injection));
  const decidedAtMs = injection.judge.decidedAtMs();
  return { kind: injection.kind, decidedAtMs, toldAtMs: first?.atMs ?? null, toldBy: first?.turn ?? null };
}

function readNaively(rules: readonly NaiveRule[], alerts: ReadonlyMap<string, NaiveAlert[]>, facts: HourFacts): void {
  for (const { name, read } of rules) alerts.get(name)?.push(...read(facts));
}

function naiveOutcome(rule: string, alerts: readonly NaiveAlert[], world: World, learnedMs: number): NaiveOutcome {
  const { options, injections } = world;
  const isOf = ({ source, atMs }: NaiveAlert, { kind, sources, fromMs, untilMs }: Injection): boolean =>
    atMs >= fromMs &&
    atMs <= untilMs + dayMs &&
    (sources.has(source) || (kind === 'locked-out' && source.startsWith('198.51.100.')));
  const background = alerts.filter((alert) => alert.atMs >= learnedMs && !injections.some((injection) => isOf(alert, injection)));
  return {
    rule,
    backgroundAlertsPerDay: background.length / (options.days - options.learnDays),
    found: injections.filter((injection) => alerts.some((alert) => isOf(alert, injection))).map(({ kind }) => kind),
  };
}
