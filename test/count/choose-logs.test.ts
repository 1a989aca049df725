import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseLogs, type StreamFacts } from '../../src/count/choose-logs.ts';
import { mergeFacts } from '../../src/count/fact-tables.ts';
import type { Facts, Total } from '../../src/model/facts.ts';

/** A stream with so many denied and allowed inbound flows from the internet, and denied ones within the network. */
function stream(kind: StreamFacts['kind'], flowLog: string, denied: number, allowed = 0, inside = 0, mac = 'A'): StreamFacts {
  const total = (decision: Total['decision'], flows: number, scope: Total['scope'] = 'Public'): Total => ({
    decision,
    direction: 'inbound',
    scope,
    port: -1,
    country: '',
    rule: 0,
    flows,
    bytesSent: 0,
    bytesReceived: 0,
  });
  const facts: Facts = {
    ...mergeFacts([]),
    rules: [{ name: 'r', acl: '' }],
    totals: [total('denied', denied), total('allowed', allowed), total('denied', inside, 'Private')],
  };
  return { kind, flowLog, mac, facts };
}

/** Which logs count for denied and for allowed flows. */
function chosen(...streams: readonly StreamFacts[]): Record<'denied' | 'allowed', readonly string[]> {
  const names = (decision: 'denied' | 'allowed') =>
    chooseLogs(streams)
      .filter(({ facts }) => facts.totals.some((total) => total.decision === decision))
      .map(({ stream: one }) => one.flowLog)
      .sort();
  return { denied: names('denied'), allowed: names('allowed') };
}

describe('chooseLogs()', () => {
  it('one log of a NIC counts whole', () => {
    assert.deepEqual(chosen(stream('nsg', 'N1', 5, 2)), { denied: ['N1'], allowed: ['N1'] });
  });

  it('NSG logs of one NIC complement each other: all of them count together', () => {
    assert.deepEqual(chosen(stream('nsg', 'SUBNET', 5), stream('nsg', 'NIC', 1, 2)), {
      denied: ['NIC', 'SUBNET'],
      allowed: ['NIC', 'SUBNET'],
    });
  });

  it('of several v4 logs, or v4 beside NSG, the fullest counts, for each decision by itself', () => {
    assert.deepEqual(chosen(stream('vnet', 'V', 9, 1), stream('vnet', 'S', 8, 2)), { denied: ['V'], allowed: ['S'] });
    assert.deepEqual(chosen(stream('nsg', 'N1', 5, 3), stream('nsg', 'N2', 5, 3), stream('vnet', 'V', 9, 7)), {
      denied: ['N1', 'N2'],
      allowed: ['V'],
    });
  });

  it('ties go by flows in all directions, then to v4, then by name', () => {
    assert.deepEqual(chosen(stream('nsg', 'N', 5, 0, 1), stream('vnet', 'V', 5)).denied, ['N']);
    assert.deepEqual(chosen(stream('nsg', 'N', 5, 1), stream('vnet', 'V', 5, 1)), { denied: ['V'], allowed: ['V'] });
    assert.deepEqual(chosen(stream('vnet', 'B', 5, 1), stream('vnet', 'A', 5, 1)), { denied: ['A'], allowed: ['A'] });
  });

  it('NICs are chosen for by themselves, and what is left out is told', () => {
    const result = chooseLogs([stream('vnet', 'V', 9, 1), stream('vnet', 'S', 8), stream('vnet', 'S', 3, 0, 0, 'B')]);
    assert.deepEqual(
      result.map(({ alsoLoggedElsewhere }) => alsoLoggedElsewhere),
      [0, 8, 0],
    );
  });
});
