import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { detectFindings } from '../../src/detect/detect-findings.ts';
import { prepareDetection } from '../../src/detect/detection.ts';
import { findSuppressions } from '../../src/detect/find-suppressions.ts';
import { matchAddress } from '../../src/detect/match/match-address.ts';
import { matchTarget } from '../../src/detect/match/match-target.ts';
import { networkBlock } from '../../src/detect/match/network-block.ts';
import { nameTargets } from '../../src/detect/name-target.ts';
import { noteSources } from '../../src/detect/note-sources.ts';
import { doorKey } from '../../src/detect/view-window.ts';
import type { FindingMode } from '../../src/model/finding-kind.ts';
import type { Suppression } from '../../src/model/settings.ts';
import { allowed, at, denied, inputOf, settingsWith } from '../support/facts-builder.ts';

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

suite('matchAddress() and IPv4', () => {
  const octet = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0, 1, 10, 255));
  const address = fc.tuple(octet, octet, octet, octet).map((octets) => octets.join('.'));
  const cidr = fc.tuple(address, fc.integer({ min: 0, max: 32 })).map(([network, bits]) => `${network}/${bits}`);

  test('a range holds the addresses that share its leading bits, and no others', () => {
    const bitsOf = (text: string) => text.split('.').reduce((bits, one) => bits + Number(one).toString(2).padStart(8, '0'), '');
    let [inside, outside] = [0, 0];
    fc.assert(
      fc.property(cidr, address, (range, one) => {
        const [network = '', length = ''] = range.split('/');
        const shares = bitsOf(network).slice(0, Number(length)) === bitsOf(one).slice(0, Number(length));
        assert.equal(matchAddress([range])(one), shares);
        if (shares) inside++;
        else outside++;
      }),
      { numRuns: 500 },
    );
    assert.ok(inside > 20 && outside > 20, `${inside} inside, ${outside} outside`);
  });

  test('what is no address lies nowhere', () => {
    const isAnywhere = matchAddress(['0.0.0.0/0', '::/0']);
    for (const text of ['', '1.2.3', '1.2.3.4.5', '1.2.3.256', '1..2.3', '1.2.3.', 'a.b.c.d'])
      assert.equal(isAnywhere(text), false, text);
    assert.ok(isAnywhere('0.0.0.0') && isAnywhere('255.255.255.255') && isAnywhere('2001:db8::/64'));
  });
});

suite('noteSources()', () => {
  const sources = [
    '203.0.113.7',
    '203.0.1.9',
    '203.1.113.7',
    '2001:db8:1:2::/64',
    '2001:db8:9:2::/64',
    '2001:db9::/64',
    '0.0.0.1',
  ];
  const settings = settingsWith({
    expectedSources: [{ label: 'office', sources: ['203.0.113.0/24'], ports: [6 * 65536 + 22], targets: [] }],
  });
  const { view } = prepareDetection(
    inputOf(
      sources.map((source) => denied('10:00', source, 'a', 22)),
      { settings },
    ),
  );
  const notes = noteSources(view, settings);

  test('numbers network blocks, and gives back their names', () => {
    const numbers = sources.map((_, source) => notes.blockOf(source));
    assert.deepEqual(numbers.map(notes.nameOfBlock), sources.map(networkBlock));
    assert.equal(new Set(numbers).size, 5);
    assert.deepEqual(
      sources.map((_, source) => notes.blockOf(source)),
      numbers,
      'the second time as the first',
    );
  });

  test('tells who is expected anywhere, and who at a door', () => {
    assert.deepEqual(
      sources.filter((_, source) => notes.isExpectedAnywhere(source)),
      ['203.0.113.7'],
    );
    assert.ok(notes.isExpectedThere(doorKey(0, 22, 6), 0) && !notes.isExpectedThere(doorKey(0, 23, 6), 0));
  });
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
  const lines = [denied('10:00', '203.0.113.7', 'vm-db1', 22, { flows: 3 }), allowed('10:05', '203.0.113.7', 'vm-db1', 22)];
  const finding = detectFindings(inputOf(lines)).find((one) => one.finding === 'breakthrough');
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
  const lines = [denied('10:00', '203.0.113.7', 'a', 22, { flows: 3 }), allowed('10:05', '203.0.113.7', 'a', 22)];
  const count = (breakthrough: FindingMode) => {
    const settings = settingsWith({ findings: { ...settingsWith().findings, breakthrough } });
    return detectFindings(inputOf(lines, { settings })).filter(({ finding }) => finding === 'breakthrough').length;
  };

  test('finds what is on', () => assert.equal(count('on'), 1));
  test('finds what is in shadow, to be counted', () => assert.equal(count('shadow'), 1));
  test('leaves out what is off', () => assert.equal(count('off'), 0));
});
