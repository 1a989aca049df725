import type { Finding } from '../../../src/model/finding.ts';
import type { MessageInput } from '../../../src/model/message-input.ts';
import type { Injection } from '../../support/world/inject/injection.ts';
import type { Network } from '../../support/world/network.ts';
import { hourMs } from '../../support/world/world-time.ts';

/** A message that reached people, or changed before their eyes: a new one, a reply, or an edit of one. */
export interface ToldMessage {
  readonly atMs: number;
  readonly turn: MessageInput['turn'];
  readonly reason: string;
  /** What it tells of, one text a finding: `targeted 203.0.113.7`. */
  readonly about: readonly string[];
  /** What was put into the world and has to do with it; none for the background. */
  readonly injected: readonly Injection[];
  /** Of these what it tells as what it is. */
  readonly tells: readonly Injection[];
}

/** What was put in is still spoken of for so long after its end. */
const spokenOfMs = 48 * hourMs;

/** A message with what it is about. */
export function describeMessage(input: MessageInput, injections: readonly Injection[], network: Network): ToldMessage {
  const findings = input.incidents.map(({ finding }) => finding);
  const isIn = (injection: Injection, some: readonly Finding[]): boolean =>
    some.some((finding) => isAbout(injection, finding, input.atMs, network));
  return {
    atMs: input.atMs,
    turn: input.turn,
    reason: input.reason,
    about: findings.map(({ finding, key }) => `${finding} ${key}`),
    injected: injections.filter((injection) => isIn(injection, findings)),
    tells: injections.filter((one) =>
      isIn(
        one,
        findings.filter(({ finding }) => finding === one.finding),
      ),
    ),
  };
}

function isAbout(injection: Injection, finding: Finding, atMs: number, network: Network): boolean {
  const { fromMs, untilMs, place, port, sources } = injection;
  if (atMs < fromMs || atMs > untilMs + spokenOfMs) return false;
  if (finding.finding === 'campaign') return injection.finding === 'campaign' && finding.port === port;
  if (sources.size > 0) return finding.sources.some((source) => sources.has(source) || isPrefixOf(source, sources));
  const addresses = place === null ? [] : [fromMs, untilMs].map((ms) => network.targetAt(place, ms)?.address);
  return finding.doors.some((door) => door.port === port && addresses.includes(door.target.address));
}

function isPrefixOf(source: string, sources: ReadonlySet<string>): boolean {
  const prefix = source.endsWith('.0/24') ? source.slice(0, -'0/24'.length) : null;
  return prefix !== null && [...sources].some((one) => one.startsWith(prefix));
}
