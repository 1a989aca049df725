import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isPublicAddress, kindOfAddress, sourceOf } from '../../src/enrich/scope-of-address.ts';
import type { AddressKind } from '../../src/model/address.ts';

const kinds: Readonly<Record<string, AddressKind>> = {
  '8.8.8.8': 'public',
  '203.0.113.7': 'public',
  '198.51.100.1': 'public',
  '2001:db8::1': 'public',
  '2606:4700::1': 'public',
  '64:ff9b::808:808': 'public',
  '2001::1': 'public',
  '9.255.255.255': 'public',
  '10.0.0.0': 'private',
  '10.255.255.255': 'private',
  '11.0.0.0': 'public',
  '172.15.255.255': 'public',
  '172.16.0.0': 'private',
  '172.31.255.255': 'private',
  '172.32.0.0': 'public',
  '192.168.0.1': 'private',
  '100.63.255.255': 'public',
  '100.64.0.0': 'private',
  '100.127.255.255': 'private',
  '100.128.0.0': 'public',
  'fd00::4': 'private',
  '168.63.129.16': 'platform',
  '0.0.0.0': 'other',
  '127.0.0.1': 'other',
  '169.254.169.254': 'other',
  '192.0.0.8': 'other',
  '192.0.0.9': 'public',
  '198.18.0.1': 'other',
  '224.0.0.1': 'other',
  '255.255.255.255': 'other',
  '::': 'other',
  '::1': 'other',
  'fe80::1': 'other',
  'ff02::1': 'other',
  '2001:2::1': 'other',
  '5f00::1': 'other',
  '100::1': 'other',
};

describe('kindOfAddress()', () => {
  for (const [address, kind] of Object.entries(kinds)) {
    it(`calls ${address} ${kind}`, () => assert.equal(kindOfAddress(address), kind));
  }

  it('judges an IPv4-mapped IPv6 address as IPv4', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        assert.equal(kindOfAddress(`::ffff:${address}`), kindOfAddress(address));
      }),
    );
  });

  it('calls other what is no address', () => {
    for (const text of ['', 'x', '1.2.3', '1.2.3.4.5', '256.1.1.1', '0x8.8.8.8', '1:2', '8.8.8.8/32']) {
      assert.equal(kindOfAddress(text), 'other', text);
      assert.equal(isPublicAddress(text), false, text);
    }
  });
});

describe('sourceOf()', () => {
  it('leaves an IPv4 address as it is', () => {
    fc.assert(fc.property(fc.ipV4(), (address) => assert.equal(sourceOf(address), address)));
  });

  it('makes an IPv6 address its /64 in lower case', () => {
    assert.equal(sourceOf('2001:DB8:1:2:3:4:5:6'), '2001:db8:1:2::/64');
    assert.equal(sourceOf('2001:db8::5'), '2001:db8::/64');
    assert.equal(sourceOf('2001:db8:0:1::5'), '2001:db8:0:1::/64');
  });

  it('makes an IPv4-mapped address its IPv4 address', () => assert.equal(sourceOf('::ffff:203.0.113.7'), '203.0.113.7'));

  it('gives the same source for all addresses of a /64', () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
    const half = fc.array(group, { minLength: 4, maxLength: 4 }).map((groups) => groups.join(':'));
    fc.assert(
      fc.property(half, half, half, (network, one, other) => {
        assert.equal(sourceOf(`2${network.slice(1)}:${one}`), sourceOf(`2${network.slice(1)}:${other}`));
      }),
    );
  });
});
