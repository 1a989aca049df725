import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countryFlag, countryName } from '../../src/enrich/country-name.ts';
import { serviceName } from '../../src/enrich/service-name.ts';

const tcp = 6;
const udp = 17;

describe('serviceName()', () => {
  it('gives the names that IANA registers', () => {
    const names = [22, 80, 135, 443, 631, 1025, 2222, 3389, 6000, 6063, 10003, 20000, 44818].map((port) =>
      serviceName(port, tcp),
    );
    const ofRegistry = 'ssh http epmap https ipp blackjack EtherNet-IP-1 ms-wbt-server x11 x11 documentum-s dnp EtherNet-IP-2';
    assert.equal(names.join(' '), ofRegistry);
    assert.equal(serviceName(161, udp), 'snmp');
    assert.equal(serviceName(4840, tcp), 'opcua-tcp');
  });

  it('has no name for unregistered ports and for protocols without ports', () => {
    assert.equal(serviceName(10250, tcp), '');
    assert.equal(serviceName(65000, tcp), '');
    assert.equal(serviceName(4, tcp), '');
    assert.equal(serviceName(22, 1), '');
    assert.equal(serviceName(6000, 132), '');
  });
});

describe('countryName() and countryFlag()', () => {
  it('name a country and show its flag', () => {
    assert.equal(countryName('JP'), 'Japan');
    assert.equal(countryFlag('JP'), '🇯🇵');
  });

  it('have nothing for what is no country', () => {
    assert.deepEqual([countryName(''), countryFlag('')], ['', '']);
    assert.deepEqual([countryName('ZZ'), countryFlag('ZZ')], ['ZZ', '']);
    assert.deepEqual([countryName('QX'), countryFlag('QX')], ['QX', '']);
  });
});
