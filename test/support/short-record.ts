import { type LogFormat, recordText } from './sample-log.ts';

const denyRule = 'DefaultRule_DenyAllInBound';
const allowRule = 'UserRule_admin';
const target = '10.1.0.4';

/**
 * A record of inbound tuples in short: `45.1.2.3 3389 D`. D was denied, B let in (begin, nothing counted yet), S let in and not answered,
 * A let in and answered.
 *
 * @param atMs time of the tuples; the record is written five seconds later
 * @param mac of the NIC; that of the samples where none is given
 */
export function recordAt(format: LogFormat, atMs: number, tuples: readonly string[], mac?: string): string {
  const byRule = Map.groupBy(tuples, (tuple) => (tuple.endsWith('D') ? denyRule : allowRule));
  const texts = [...byRule].map(([rule, of]) => [rule, of.map((tuple) => tupleText(format, atMs, tuple))] as const);
  return recordText(format, atMs + 5000, new Map(texts), mac);
}

const counters: Readonly<Record<string, string>> = { S: '3,180,0,0', A: '9,900,8,800' };

function tupleText(format: LogFormat, atMs: number, tuple: string): string {
  const [source, port, fate = 'D'] = tuple.split(' ');
  const isDenied = fate === 'D';
  const state = counters[fate] === undefined ? 'B' : 'E';
  if (format === 'vnet-v4') {
    const sums = counters[fate] ?? '0,0,0,0';
    return `${atMs},${source},${target},50000,${port},6,I,${isDenied ? 'D' : state},NX,${sums}`;
  }
  const head = `${Math.floor(atMs / 1000)},${source},${target},50000,${port},T,I,${isDenied ? 'D' : 'A'}`;
  return format === 'nsg-v1' ? head : `${head},${state},${counters[fate] ?? ',,,'}`;
}
