import assert from 'node:assert/strict';
import { test } from 'node:test';
import { membersOf, readSubject } from '../../../src/detect/explain/subject.ts';
import { sourceOf } from '../../../src/enrich/scope-of-address.ts';

test('readSubject() reads an address as the source that it is counted as', () => {
  for (const address of ['203.0.113.7', '2001:db8:1:2::5', '2001:DB8::1', '::ffff:203.0.113.7', '2001:db8:0:0:1::']) {
    assert.deepEqual(readSubject(address), { scope: 'source', name: sourceOf(address) }, address);
  }
  assert.deepEqual(readSubject('203.0.113.7/32'), { scope: 'source', name: '203.0.113.7' });
  assert.deepEqual(readSubject(' 2001:db8:1:2::/64 '), { scope: 'source', name: '2001:db8:1:2::/64' });
});

test('readSubject() reads an IPv4 /24 and an IPv6 /48 as a prefix', () => {
  assert.deepEqual(readSubject('203.0.113.9/24'), { scope: 'prefix', name: '203.0.113.0/24' });
  assert.deepEqual(readSubject('2001:db8:1:2::/48'), { scope: 'prefix', name: '2001:db8:1::/48' });
});

test('readSubject() refuses all else', () => {
  const others = [
    '',
    '8.8.8',
    '8.8.8.256',
    '203.0.113.0/25',
    '203.0.0.0/16',
    '2001:db8::/32',
    '2001:db8::/47',
    'vm-db1',
    '1.2.3.4/24/24',
    '1.2.3.4/x',
  ];
  for (const typed of others) assert.equal(readSubject(typed), null, typed);
});

test('membersOf() gives the sources that a subject stands for', () => {
  const addresses = ['203.0.113.7', '203.0.113.77', '203.0.114.7', '2001:db8:1:2::/64', '2001:db8:1::/64', '2001:db8:2::/64'];
  assert.deepEqual(membersOf({ scope: 'source', name: '203.0.113.7' }, addresses), [0]);
  assert.deepEqual(membersOf({ scope: 'prefix', name: '203.0.113.0/24' }, addresses), [0, 1]);
  assert.deepEqual(membersOf({ scope: 'prefix', name: '2001:db8:1::/48' }, addresses), [3, 4]);
});
