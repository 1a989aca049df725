import { mergeFacts } from '../../../src/count/fact-tables.ts';
import { type AllowedColumns, type DeniedColumns, type Facts, type PortKey, slotMs } from '../../../src/model/facts.ts';
import { attackerOf, botOf, guestOf, hoursOfBot, randomOf, type Source, scannerOf } from './internet.ts';
import type { Network } from './network.ts';
import { totalsOf } from './totals-of.ts';

/** Makes the facts of the hours of a network. */
export interface HourMaker {
  /** All facts of an hour that begins at a time. */
  readonly factsAt: (startMs: number) => Facts;
}

const hourMs = 3_600_000;
const slotsPerHour = hourMs / slotMs;
const scanners = 4000;
/** Rows of scanners a target and hour; with what the others add, about 7,000 a target and day. */
const scannerRows = 235;
const activeScanners = 0.6;
/** A target and hour. */
const newBots = 25;
/** A target and day. */
const attackers = 0.4;
const guests = 0.1;

/** @param watched ports whose totals are kept by port, and whose let-ins are facts */
export function hourMaker(network: Network, watched: ReadonlySet<PortKey>): HourMaker {
  const sources = Array.from({ length: scanners }, (_, i) => scannerOf(i));
  const weights = sources.map((_, i) => 1 / (i + 20) ** 0.7);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const shares = weights.map((weight) => weight / sum);
  return {
    factsAt: (startMs) => {
      const knocks = createKnocks(network, Math.floor(startMs / slotMs));
      addScanners(knocks, sources, shares);
      addBots(knocks);
      addAttackers(knocks);
      addGuests(knocks);
      return toFacts(knocks, watched);
    },
  };
}

/** The knocks of an hour under construction. */
interface Knocks {
  readonly network: Network;
  readonly firstSlot: number;
  readonly hourNumber: number;
  readonly random: () => number;
  readonly sources: Map<string, { readonly index: number; readonly country: string }>;
  readonly denied: Rows;
  readonly allowed: Rows;
}

type Rows = Readonly<Record<'slot' | 'source' | 'target' | 'port' | 'protocol' | 'rule' | 'flows', number[]>>;

const emptyRows = (): Rows => ({ slot: [], source: [], target: [], port: [], protocol: [], rule: [], flows: [] });

function createKnocks(network: Network, firstSlot: number): Knocks {
  const hourNumber = Math.floor(firstSlot / slotsPerHour);
  const random = randomOf(hourNumber);
  return { network, firstSlot, hourNumber, random, sources: new Map(), denied: emptyRows(), allowed: emptyRows() };
}

function indexOfSource({ sources }: Knocks, { address, country }: Source): number {
  const known = sources.get(address);
  if (known !== undefined) return known.index;
  sources.set(address, { index: sources.size, country });
  return sources.size - 1;
}

/** One target in forty has three doors through which anyone comes in. */
const openPorts = new Set([22, 3389, 9200]);
const isOpen = (target: number, port: number): boolean => target % 40 === 7 && openPorts.has(port);

interface Knock {
  readonly source: number;
  readonly target: number;
  readonly port: number;
  readonly protocol: number;
  readonly slot: number;
  readonly flows: number;
  readonly isLetIn: boolean;
}

function add({ network, firstSlot, denied, allowed }: Knocks, knock: Knock): void {
  const rows = knock.isLetIn ? allowed : denied;
  rows.slot.push(firstSlot + knock.slot);
  rows.source.push(knock.source);
  rows.target.push(knock.target);
  rows.port.push(knock.port);
  rows.protocol.push(knock.protocol);
  rows.rule.push(
    knock.isLetIn ? network.rules.length - 1 : knock.target % 7 === 0 ? knock.target % (network.rules.length - 1) : 0,
  );
  rows.flows.push(knock.flows);
}

/** A knock at one of the source's doors, at any time of the hour. */
function addAnywhere(knocks: Knocks, source: number, { doors }: Source, target: number, flows: number): void {
  const { random } = knocks;
  const { port, protocol } = doors[Math.floor(random() * doors.length)] ?? { port: 23, protocol: 6 };
  const slot = Math.floor(random() * slotsPerHour);
  add(knocks, { source, target, port, protocol, slot, flows, isLetIn: isOpen(target, port) });
}

const anyTarget = ({ network, random }: Knocks): number => Math.floor(random() * network.targets.length);

function addScanners(knocks: Knocks, sources: readonly Source[], shares: readonly number[]): void {
  const { random, network } = knocks;
  for (const [i, scanner] of sources.entries()) {
    if (random() > activeScanners) continue;
    const rows = Math.floor(((shares[i] ?? 0) * scannerRows * network.targets.length) / activeScanners + random());
    if (rows === 0) continue;
    const source = indexOfSource(knocks, scanner);
    for (let row = 0; row < rows; row++) addAnywhere(knocks, source, scanner, anyTarget(knocks), random() < 0.1 ? 2 : 1);
  }
}

const longestBotHours = 4;

function addBots(knocks: Knocks): void {
  const { hourNumber, network, random } = knocks;
  for (let age = 0; age < longestBotHours; age++) {
    for (let i = 0; i < newBots * network.targets.length; i++) {
      if (hoursOfBot(i) <= age) continue;
      const bot = botOf(hourNumber - age, i);
      const source = indexOfSource(knocks, bot);
      for (let row = random() < 0.25 ? 2 : 1; row > 0; row--) addAnywhere(knocks, source, bot, anyTarget(knocks), 1);
    }
  }
}

function addAttackers(knocks: Knocks): void {
  const { hourNumber, network, random } = knocks;
  const [day, hour] = [Math.floor(hourNumber / 24), hourNumber % 24];
  for (let i = 0; i < attackers * network.targets.length; i++) {
    const isActive = (hour - ((i * 7) % 24) + 24) % 24 < 3 + (i % 20);
    if (!isActive) continue;
    const attacker = attackerOf(day, i);
    const source = indexOfSource(knocks, attacker);
    const [{ port, protocol } = { port: 22, protocol: 6 }] = attacker.doors;
    for (let t = 0; t <= i % 3; t++) {
      const target = (i * 13 + t) % network.targets.length;
      for (let slot = 0; slot < slotsPerHour; slot++) {
        if (random() < 0.2) continue;
        // The first of the day gets in at its last slot of the fourth hour.
        const isLetIn = isOpen(target, port) || (i === 0 && hour === 2 && slot === slotsPerHour - 1);
        add(knocks, { source, target, port, protocol, slot, flows: 5 + Math.floor(30 * random()), isLetIn });
      }
    }
  }
}

function addGuests(knocks: Knocks): void {
  const { network, random } = knocks;
  for (let i = 0; i < guests * network.targets.length; i++) {
    const guest = guestOf(i);
    const source = indexOfSource(knocks, guest);
    const [{ port, protocol } = { port: 22, protocol: 6 }] = guest.doors;
    for (let slot = 0; slot < slotsPerHour; slot++) {
      if (random() < 0.5) continue;
      add(knocks, { source, target: (i * 31) % network.targets.length, port, protocol, slot, flows: 1, isLetIn: true });
    }
  }
}

/** Rows of one key added up; let-ins on unwatched ports are no facts. */
function toFacts({ network, sources, denied, allowed, firstSlot }: Knocks, watched: ReadonlySet<PortKey>): Facts {
  const country = [...sources.values()].map((source) => source.country);
  const records = network.targets.length * 60;
  const rows = {
    sources: { address: [...sources.keys()], country },
    denied: deniedColumns(denied),
    allowed: allowedColumns(allowed),
  };
  const facts: Facts = {
    ...rows,
    targets: network.targets,
    rules: network.rules,
    totals: totalsOf(rows, watched),
    records,
    tuples: denied.slot.length + 3 * allowed.slot.length + records * 20,
    rejected: 0,
    lag: Array.from({ length: slotsPerHour }, (_, slot) => ({
      commitSlot: firstSlot + slot,
      atMostMinutes: 2,
      records: records / 12,
    })),
  };
  return mergeFacts([facts]);
}

const deniedColumns = (rows: Rows): DeniedColumns => ({
  slot: Uint32Array.from(rows.slot),
  source: Uint32Array.from(rows.source),
  target: Uint32Array.from(rows.target),
  port: Uint16Array.from(rows.port),
  protocol: Uint8Array.from(rows.protocol),
  rule: Uint32Array.from(rows.rule),
  flows: Uint32Array.from(rows.flows),
});

const allowedColumns = (rows: Rows): AllowedColumns => ({
  ...deniedColumns(rows),
  packetsSent: Float64Array.from(rows.flows, (flows) => flows * 14),
  bytesSent: Float64Array.from(rows.flows, (flows, i) => flows * (1800 + (i % 900))),
  packetsReceived: Float64Array.from(rows.flows, (flows) => flows * 11),
  bytesReceived: Float64Array.from(rows.flows, (flows, i) => flows * (2300 + (i % 5000))),
  measured: Uint32Array.from(rows.flows),
  answered: Uint32Array.from(rows.flows),
});
