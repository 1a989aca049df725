import { embeddedDatabasePath, openMaxmindCountries } from '../../adapters/maxmind/maxmind-countries.ts';
import { Failure } from '../../model/failure.ts';
import { ageText } from './age-text.ts';
import { type Check, checksOf } from './check.ts';

const { well, wrong } = checksOf('Countries');
/** Google's public resolver: every country database knows it. */
const knownAddress = '8.8.8.8';
/** From then on a database of the user's own counts as blindness (`blind`). */
const oldMs = 45 * 86_400_000;

export interface CountriesChecked {
  readonly checks: readonly Check[];
  /** When the database was built, ms; null where it cannot be read. */
  readonly databaseDateMs: number | null;
}

/**
 * Opens the country database and looks one address up.
 *
 * @param path of the user's own; null for the embedded one
 * @param nowMs real time
 */
export async function checkCountries(path: string | null, nowMs: number): Promise<CountriesChecked> {
  const tried = path === null ? 'Open the embedded country database' : `Open ${path}`;
  try {
    const { databaseDateMs, countryOf } = await openMaxmindCountries(path ?? embeddedDatabasePath());
    const country = countryOf(knownAddress) || 'no country';
    const found = `built ${new Date(databaseDateMs).toISOString().slice(0, 10)}, ${ageText(nowMs - databaseDateMs)} ago; ${knownAddress} is in ${country}`;
    const isOld = path !== null && nowMs - databaseDateMs > oldMs;
    const advice =
      'Your database is older than 45 days: download a newer one, or remove GEOIP_COUNTRY_DATABASE to use the embedded one.';
    return { checks: [isOld ? wrong(tried, found, advice) : well(tried, found)], databaseDateMs };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const advice = 'Put a readable .mmdb file there, or remove GEOIP_COUNTRY_DATABASE to use the embedded database.';
    return { checks: [wrong(tried, error.message, advice)], databaseDateMs: null };
  }
}
