import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRecordCounter } from '../../src/count/count-record.ts';
import { createDecoder } from '../../src/decode/decode-flow-log.ts';
import { describeAddress } from '../../src/enrich/describe-address.ts';
import type { Facts } from '../../src/model/facts.ts';
import { sampleWatchedPorts } from '../support/ingest-world.ts';
import { type LogFormat, recordText, sampleHourStartMs } from '../support/sample-log.ts';

/** Facts of one record with these tuples under one rule. */
function count(
  format: LogFormat,
  tuples: readonly string[],
  rule = 'UserRule_x',
  options: { readonly mac?: string; readonly pathMac?: string; readonly nowMs?: number } = {},
): Facts {
  const decoder = createDecoder();
  const asked = new Map<string, number>();
  const describeOnce = (address: string) => {
    asked.set(address, (asked.get(address) ?? 0) + 1);
    return describeAddress(address, () => 'SE');
  };
  const counter = createRecordCounter({
    watchedPorts: sampleWatchedPorts,
    describe: describeOnce,
    pathMac: options.pathMac ?? '',
  });
  const text = recordText(format, sampleHourStartMs, new Map([[rule, tuples]]), options.mac);
  const bytes = Buffer.from(options.mac === '' ? text.replace(/"macAddress":"",|"mac":"",/g, '') : text);
  decoder.decode(
    bytes,
    { baseOffset: 0, atEnd: true },
    {
      record: (record) => counter.add(record, decoder, options.nowMs ?? sampleHourStartMs),
      rejected: () => assert.fail('nothing is rejected'),
    },
  );
  return counter.facts();
}

const at = 1795255200;

describe('facts', () => {
  it('denied: on every port, by slot, source, target, port, protocol and rule; equal tuples are real', () => {
    const syn = `${at},203.0.113.7,10.1.0.4,50000,8081,T,I,D,B,,,,`;
    const { denied, sources, targets, rules } = count(
      'nsg-v2',
      [syn, syn, syn.replace(`${at}`, `${at + 300}`)],
      'DefaultRule_DenyAllInBound',
    );
    assert.deepEqual([...denied.flows], [2, 1]);
    assert.deepEqual([...denied.slot], [at / 300, at / 300 + 1]);
    assert.deepEqual(sources, { address: ['203.0.113.7'], country: ['SE'] });
    assert.deepEqual(
      targets.map(({ mac, address }) => [mac, address]),
      [['000D3A7F1340', '10.1.0.4']],
    );
    assert.equal(rules[0]?.name, 'DefaultRule_DenyAllInBound');
    assert.match(rules[0]?.acl ?? '', /SHOP-NSG$/);
  });

  it('allowed: on watched ports only; begins are flows, C and E add packets and bytes', () => {
    const head = `${at}000,203.0.113.7,10.1.0.4,50000`;
    const { allowed } = count('vnet-v4', [
      `${head},22,6,I,B,NX,0,0,0,0`,
      `${head},22,6,I,C,NX,5,500,4,400`,
      `${head},22,6,I,E,NX,1,60,0,0`,
      `${head},443,6,I,B,NX,0,0,0,0`,
      `${head},22,17,I,B,NX,0,0,0,0`,
    ]);
    const sums = { flows: 1, packetsSent: 6, bytesSent: 560, packetsReceived: 4, bytesReceived: 400, measured: 2, answered: 1 };
    for (const [name, sum] of Object.entries(sums)) assert.deepEqual([...allowed[name as keyof typeof sums]], [sum], name);
  });

  it('a source is an IPv4 address or an IPv6 /64', () => {
    const tuples = ['2001:db8:1:2::3', '2001:db8:1:2:ffff::4', '2001:db8:1:3::3', '::ffff:203.0.113.9'].map(
      (source) => `${at}000,${source},fd00::4,5,23,6,I,D,NX,0,0,0,0`,
    );
    const { sources, denied } = count('vnet-v4', tuples);
    assert.deepEqual(sources.address, ['2001:db8:1:2::/64', '2001:db8:1:3::/64', '203.0.113.9']);
    assert.deepEqual([...denied.flows], [2, 1, 1]);
  });

  it('only inbound flows from public addresses are attempts; totals hold everything, with the scope of the remote end', () => {
    const tuple = (source: string, destination: string, direction: string): string =>
      `${at},${source},${destination},5,443,T,${direction},A,E,2,200,3,300`;
    const facts = count('nsg-v2', [
      tuple('10.1.0.5', '10.1.0.4', 'I'),
      tuple('10.1.0.4', '20.1.2.3', 'O'),
      tuple('168.63.129.16', '10.1.0.4', 'I'),
      tuple('224.0.0.1', '10.1.0.4', 'I'),
    ]);
    assert.equal(facts.denied.flows.length + facts.allowed.flows.length, 0);
    assert.deepEqual(
      facts.totals.map(({ direction, scope, country, flows, bytesSent, bytesReceived }) => [
        direction,
        scope,
        country,
        flows,
        bytesSent,
        bytesReceived,
      ]),
      [
        ['inbound', 'Private', '', 0, 200, 300],
        ['outbound', 'Public', 'SE', 0, 200, 300],
        ['inbound', 'AzurePlatform', '', 0, 200, 300],
        ['inbound', 'Unknown', '', 0, 200, 300],
      ],
    );
  });

  it("the platform's own rule makes the scope AzurePlatform, yet a let-in by it is a let-in", () => {
    const facts = count('vnet-v4', [`${at}000,2.248.39.208,10.1.1.4,52200,22,6,I,B,NX,0,0,0,0`], 'PlatformRule');
    assert.equal(facts.totals[0]?.scope, 'AzurePlatform');
    assert.deepEqual([...facts.allowed.flows], [1]);
  });

  it('every v1 tuple is a flow, without counters', () => {
    const { allowed, tuples } = count('nsg-v1', [`${at},203.0.113.7,10.1.0.4,5,22,T,I,A`]);
    assert.deepEqual([tuples, ...allowed.flows, ...allowed.measured], [1, 1, 0]);
  });

  it('the MAC is the innermost, else that of the path', () => {
    const tuple = `${at},203.0.113.7,10.1.0.4,5,22,T,I,A`;
    assert.equal(count('nsg-v1', [tuple], 'x', { mac: '00-0d-3a-7f-13-41' }).targets[0]?.mac, '000D3A7F1341');
    assert.equal(count('nsg-v1', [tuple], 'x', { mac: '', pathMac: '000D3A7F1399' }).targets[0]?.mac, '000D3A7F1399');
  });

  it('lag tells how late a record was committed', () => {
    const lag = (minutes: number) =>
      count('nsg-v1', [], 'x', { nowMs: sampleHourStartMs + minutes * 60_000 }).lag[0]?.atMostMinutes;
    assert.deepEqual([0.5, 1.5, 4, 14, 59, 61].map(lag), [1, 2, 5, 15, 60, 61]);
  });
});
