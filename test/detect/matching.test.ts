import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { detectFindings } from '../../src/detect/detect-findings.ts';
import { findSuppressions } from '../../src/detect/find-suppressions.ts';
import { matchAddress } from '../../src/detect/match-address.ts';
import { matchTarget } from '../../src/detect/match-target.ts';
import { nameTargets } from '../../src/detect/name-target.ts';
import { networkBlock } from '../../src/detect/network-block.ts';
import type { Suppression } from '../../src/model/settings.ts';
import { allowed, at, denied, settingsWith, windowOf } from '../support/facts-builder.ts';

suite('networkBlock()', () => {
  test('is the /16 of an IPv4 address', () => assert.equal(networkBlock('203.0.113.7'), '203.0'));
  test('is the /32 of an IPv6 /64', () => assert.equal(networkBlock('2001:db8:1:2::/64'), '2001:db8'));
  test('reads a compressed IPv6 /64 in whole groups', () => assert.equal(networkBlock('2001::/64'), '2001:0'));
});

suite('matchAddress()', () => {
  const isOurs = matchAddress(['203.0.113.0/24', '198.51.100.7', '2001:db8::/48', 'office']);
  test('finds an address in a CIDR', () => assert.ok(isOurs('203.0.113.200')));
  test('finds a single address', () => assert.ok(isOurs('198.51.100.7') && !isOurs('198.51.100.8')));
  test('finds a /64 inside a CIDR', () => assert.ok(isOurs('2001:db8:0:9::/64') && !isOurs('2001:db8:1:9::/64')));
  test('does not take a /64 for the single address in it', () =>
    assert.equal(matchAddress(['2001:db8::'])('2001:db8::/64'), false));
  test('matches nothing by a name', () => assert.equal(isOurs('office'), false));
});

suite('matchTarget()', () => {
  const resource = '/subscriptions/1/resourceGroups/RG/providers/Microsoft.Network/networkInterfaces/vm-db1-nic';
  const target = { mac: '000D3A1B2C3D', address: '10.0.0.4', resource };
  const named = [{ name: 'Database', match: '10.0.0.0/28', criticality: 1 }];
  const matches = (entry: string) => matchTarget([entry], named)(target);

  test('no entry matches every target', () => assert.ok(matchTarget([], named)(target)));
  test('matches by name, in any case', () => assert.ok(matches('database')));
  test('matches by address and by CIDR', () => assert.ok(matches('10.0.0.4') && matches('10.0.0.0/8') && !matches('10.0.0.5')));
  test('matches by MAC, with separators or without', () => assert.ok(matches('00-0d-3a-1b-2c-3d') && matches('000D3A1B2C3D')));
  test('matches by resource id, in any case', () => assert.ok(matches(resource.toUpperCase())));
  test('matches by the resource above it', () => assert.ok(matches('/subscriptions/1/resourcegroups/rg')));
  test('does not match by the beginning of a resource name', () => assert.equal(matches(resource.slice(0, -1)), false));
  test('does not match by another name', () => assert.equal(matches('web'), false));
});

suite('nameTargets()', () => {
  const named = [{ name: 'Database', match: '10.0.0.4', criticality: 1 }];
  const nic = '/subscriptions/1/providers/Microsoft.Network/networkInterfaces/vm-web-nic';
  const group = '/subscriptions/1/providers/Microsoft.Network/networkSecurityGroups/nsg-all';
  const nameOf = (address: string, resource: string) => nameTargets(named)({ mac: '000D3A1B2C3D', address, resource });

  test('prefers the name that settings give', () => assert.equal(nameOf('10.0.0.4', nic), 'Database'));
  test('falls back to the name of the network interface', () => assert.equal(nameOf('10.0.0.5', nic), 'vm-web-nic'));
  test('gives the address where the resource stands for many machines', () =>
    assert.equal(nameOf('10.0.0.5', group), '10.0.0.5'));
  test('gives the MAC where nothing else is known', () => assert.equal(nameOf('', ''), '000D3A1B2C3D'));
});

suite('findSuppressions()', () => {
  const [finding] = detectFindings(
    windowOf([denied('10:00', '203.0.113.7', 'vm-db1', 22, { flows: 3 }), allowed('10:05', '203.0.113.7', 'vm-db1', 22)]),
    settingsWith(),
  );
  const any = { finding: null, source: null, target: null, port: null, reason: 'test', expiresAtMs: at('23:00') };
  const covers = (changes: Partial<Suppression>) => {
    assert.ok(finding);
    return findSuppressions(settingsWith({ suppressions: [{ ...any, ...changes }] }))(finding).length === 1;
  };

  test('one that names nothing covers everything', () => assert.ok(covers({})));
  test('covers by finding', () => assert.ok(covers({ finding: 'breakthrough' })));
  test('covers by source', () => assert.ok(covers({ source: '203.0.113.0/24' }) && !covers({ source: '203.0.114.0/24' })));
  test('covers by target', () => assert.ok(covers({ target: '10.0.0.0/8' }) && !covers({ target: '192.168.0.0/16' })));
  test('covers by port', () => assert.ok(covers({ port: 6 * 65536 + 22 }) && !covers({ port: 17 * 65536 + 22 })));
});

suite('detectFindings()', () => {
  const window = windowOf([denied('10:00', '203.0.113.7', 'a', 22, { flows: 3 }), allowed('10:05', '203.0.113.7', 'a', 22)]);
  const count = (breakthrough: 'on' | 'shadow' | 'off') =>
    detectFindings(window, settingsWith({ findings: { breakthrough } })).length;

  test('finds what is on', () => assert.equal(count('on'), 1));
  test('finds what is in shadow, to be counted', () => assert.equal(count('shadow'), 1));
  test('leaves out what is off', () => assert.equal(count('off'), 0));
});
