import type { AllowedColumns, Facts, Rule, Target, Total } from '../../../src/model/facts.ts';

/** Some flows of a source at a door. */
export interface Knock {
  /** Slots since the epoch. */
  readonly slot: number;
  readonly source: string;
  readonly country: string;
  readonly target: Target;
  readonly port: number;
  readonly protocol: number;
  readonly rule: Rule;
  readonly isDenied: boolean;
  readonly flows: number;
}

/** Facts of some knocks, one row a knock; rows of one key are not added up. */
export function factsOfKnocks(knocks: readonly Knock[], watched: ReadonlySet<number>): Facts {
  const sources = numbered(knocks.map(({ source, country }) => [source, country] as const));
  const targets = numbered(knocks.map(({ target }) => [target.mac, target] as const));
  const rules = numbered(knocks.map(({ rule }) => [`${rule.name} ${rule.acl}`, rule] as const));
  const isKept = ({ isDenied, port, protocol }: Knock): boolean => isDenied || watched.has(protocol * 65_536 + port);
  const columns = (decided: readonly Knock[]): AllowedColumns => ({
    slot: Uint32Array.from(decided, ({ slot }) => slot),
    source: Uint32Array.from(decided, ({ source }) => sources.placeOf(source)),
    target: Uint32Array.from(decided, ({ target }) => targets.placeOf(target.mac)),
    port: Uint16Array.from(decided, ({ port }) => port),
    protocol: Uint8Array.from(decided, ({ protocol }) => protocol),
    rule: Uint32Array.from(decided, ({ rule }) => rules.placeOf(`${rule.name} ${rule.acl}`)),
    flows: Uint32Array.from(decided, ({ flows }) => flows),
    packetsSent: new Float64Array(decided.length),
    bytesSent: new Float64Array(decided.length),
    packetsReceived: new Float64Array(decided.length),
    bytesReceived: new Float64Array(decided.length),
    measured: new Uint32Array(decided.length),
    answered: new Uint32Array(decided.length),
  });
  return {
    sources: { address: sources.keys, country: sources.values },
    targets: targets.values,
    rules: rules.values,
    denied: columns(knocks.filter((knock) => knock.isDenied)),
    allowed: columns(knocks.filter((knock) => !knock.isDenied && isKept(knock))),
    totals: knocks.map((knock) => totalOf(knock, rules.placeOf(`${knock.rule.name} ${knock.rule.acl}`), watched)),
    records: 0,
    tuples: 0,
    rejected: 0,
    lag: [],
  };
}

function totalOf({ isDenied, port, protocol, country, flows }: Knock, rule: number, watched: ReadonlySet<number>): Total {
  const key = protocol * 65_536 + port;
  return {
    decision: isDenied ? 'denied' : 'allowed',
    direction: 'inbound',
    scope: 'Public',
    port: watched.has(key) ? key : -1,
    country,
    rule,
    flows,
    bytesSent: 0,
    bytesReceived: 0,
  };
}

function numbered<T>(entries: readonly (readonly [key: string, value: T])[]) {
  const values = new Map(entries);
  const places = new Map([...values.keys()].map((key, place) => [key, place]));
  return { keys: [...values.keys()], values: [...values.values()], placeOf: (key: string): number => places.get(key) ?? 0 };
}
