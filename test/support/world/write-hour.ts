import type { HourFacts } from '../../../src/count/summarize-hour.ts';
import type { AllowedColumns, DeniedColumns, Facts, Rule, Target } from '../../../src/model/facts.ts';
import type { LogSummary } from '../../../src/model/hour.ts';
import { denyRule, type Firewall } from './firewall.ts';
import { columnsBefore, letInColumns, orderByMinute, pickRows, type Rows } from './hour-columns.ts';
import type { Actor, Knock, SeenKnock } from './knock.ts';
import { flowLog, type Network } from './network.ts';
import { countryOf } from './sources.ts';
import { type Hour, minuteMs } from './world-time.ts';

/** A clock hour as its flow log tells it. */
export interface WorldHour extends Hour {
  /** `2026112123` */
  readonly name: string;
  /** What was there to be read when the minutes before this one (0 to 60) had been written. */
  readonly upTo: (minute: number) => HourFacts;
  /** All knocks, in order of time. */
  readonly knocks: () => Generator<SeenKnock>;
}

interface Names {
  readonly sources: readonly string[];
  readonly rules: readonly string[];
  /** What stands at each place that is on, and from the place to its index in `targets`. */
  readonly targets: readonly Target[];
  readonly indexOfPlace: readonly number[];
}

/** Lets everyone knock for an hour, and writes down what the firewall made of it. What is off logs nothing. */
export function writeHour(hour: Hour, network: Network, firewall: Firewall, actors: readonly Actor[]): WorldHour {
  const standing = Array.from({ length: network.places }, (_, place) => network.targetAt(place, hour.startMs));
  const targets = standing.filter((target) => target !== null);
  const indexOfPlace = standing.map((target) => (target === null ? -1 : targets.indexOf(target)));
  const rows: Rows = { minute: [], source: [], place: [], port: [], flows: [], rule: [] };
  const sources = numberTexts();
  const rules = numberTexts(denyRule);
  const knock: Knock = (minute, source, place, port, flows) => {
    if ((indexOfPlace[place] ?? -1) < 0) return;
    rows.minute.push(minute);
    rows.source.push(sources.numberOf(source));
    rows.place.push(place);
    rows.port.push(port);
    rows.flows.push(flows);
    rows.rule.push(rules.numberOf(firewall(place, port, source, hour.startMs + minute * minuteMs) ?? denyRule));
  };
  for (const actor of actors) actor(hour, knock);
  return toWorldHour(hour, rows, { sources: sources.texts, rules: rules.texts, targets, indexOfPlace });
}

function numberTexts(...first: readonly string[]): { readonly texts: string[]; readonly numberOf: (text: string) => number } {
  const texts = [...first];
  const numbers = new Map(texts.map((text, number) => [text, number]));
  const add = (text: string): number => {
    numbers.set(text, texts.length);
    return texts.push(text) - 1;
  };
  return { texts, numberOf: (text) => numbers.get(text) ?? add(text) };
}

function toWorldHour(hour: Hour, rows: Rows, names: Names): WorldHour {
  const name = new Date(hour.startMs).toISOString().slice(0, 13).replace(/[-T]/g, '');
  const order = orderByMinute(rows.minute);
  const denied = pickRows(rows, names.indexOfPlace, order, hour.startMs, (rule) => rule === 0);
  const allowed = pickRows(rows, names.indexOfPlace, order, hour.startMs, (rule) => rule !== 0);
  const shared = {
    sources: { address: names.sources, country: names.sources.map(countryOf) },
    targets: names.targets,
    rules: names.rules.map((rule): Rule => ({ name: rule, acl: '/subscriptions/1/networkSecurityGroups/nsg' })),
  };
  const logs = names.targets.map(logOf);
  return {
    ...hour,
    name,
    upTo: (minute) => ({
      hour: name,
      facts: factsOf(shared, columnsBefore(denied, minute), letInColumns(columnsBefore(allowed, minute))),
      logs,
    }),
    knocks: function* () {
      for (const row of order) yield seen(hour, rows, names, row);
    },
  };
}

function seen({ startMs }: Hour, rows: Rows, { sources }: Names, row: number): SeenKnock {
  return {
    atMs: startMs + (rows.minute[row] ?? 0) * minuteMs,
    source: sources[rows.source[row] ?? 0] ?? '',
    place: rows.place[row] ?? 0,
    port: rows.port[row] ?? 0,
    flows: rows.flows[row] ?? 0,
    isLetIn: rows.rule[row] !== 0,
  };
}

function factsOf(shared: Pick<Facts, 'sources' | 'targets' | 'rules'>, denied: DeniedColumns, allowed: AllowedColumns): Facts {
  const records = 60 * shared.targets.length;
  return { ...shared, denied, allowed, totals: [], records, tuples: denied.flows.length, rejected: 0, lag: [] };
}

function logOf({ mac, address }: Target): LogSummary {
  return {
    kind: 'vnet',
    flowLog,
    mac,
    records: 60,
    tuples: 60,
    rejected: 0,
    lag: [],
    flows: { deniedInbound: 0, deniedOutbound: 0, allowedInbound: 0, allowedOutbound: 0 },
    countsDenied: true,
    countsAllowed: true,
    alsoLoggedElsewhere: 0,
    targets: [`${mac} ${address}`],
  };
}
