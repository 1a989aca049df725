import type { WrittenPort } from '../../config/port-schema.ts';
import { toPortKey } from '../../config/to-port.ts';
import type { PortKey } from '../../model/facts.ts';
import { lengthMs, momentMs } from './case-time.ts';
import type { WrittenFlow } from './flow-schema.ts';

/** One attempt of a case. */
export interface Knock {
  readonly atMs: number;
  readonly source: string;
  /** As the case names it. */
  readonly target: string;
  readonly port: PortKey;
  readonly decision: 'denied' | 'allowed';
  readonly rule: string;
  readonly replied: 'yes' | 'no' | 'unknown';
}

const dayMs = 24 * 3_600_000;
const usualRules = { denied: 'DefaultRule_DenyAllInBound', allowed: 'UserRule_allow' } as const;

/** The single attempts that a flow of a case stands for. */
export function expandFlow(flow: WrittenFlow, day: string): Knock[] {
  const { decision, replied, rule = usualRules[decision] } = flow;
  const sources = sourcesOf(flow.from);
  const targets = typeof flow.to === 'string' ? [flow.to] : flow.to;
  const ports = portsOf(flow.port).map(toPortKey);
  return timesOf(flow, day).flatMap((atMs) =>
    sources.flatMap((source) =>
      targets.flatMap((target) => ports.map((port): Knock => ({ atMs, source, target, port, decision, rule, replied }))),
    ),
  );
}

/** How many they are. */
export function knockCount(flow: WrittenFlow): number {
  const targets = typeof flow.to === 'string' ? 1 : flow.to.length;
  return flow.times * flow.days * sourcesOf(flow.from).length * targets * portsOf(flow.port).length;
}

const portsOf = (port: WrittenFlow['port']): readonly WrittenPort[] => (Array.isArray(port) ? port : [port]);

/** Attempts without a pace are a second apart. */
function timesOf({ at, times, every, over, days }: WrittenFlow, day: string): number[] {
  const startMs = momentMs(at, day);
  const stepMs = every !== undefined ? lengthMs(every) : over !== undefined ? lengthMs(over) / times : 1000;
  return Array.from({ length: days }, (_, ago) =>
    Array.from({ length: times }, (_attempt, i) => startMs - (days - 1 - ago) * dayMs + Math.floor(i * stepMs)),
  ).flat();
}

/** The addresses that a flow comes from. */
export function sourcesOf(from: WrittenFlow['from']): readonly string[] {
  if (typeof from === 'string') return [from];
  if (Array.isArray(from)) return from;
  const { networks, prefix = '', addresses = 0 } = from;
  if (networks !== undefined) return Array.from({ length: networks }, (_, i) => `20.${i + 1}.7.9`);
  return Array.from({ length: addresses }, (_, i) => memberOf(prefix, i + 1));
}

/** An address of an IPv4 /24 or IPv6 /48; of IPv6 each lies in a /64 of its own, because these are what is counted. */
const memberOf = (prefix: string, number: number): string =>
  prefix.includes(':') ? prefix.replace('::/48', `:${number.toString(16)}::1`) : prefix.replace('.0/24', `.${number}`);
