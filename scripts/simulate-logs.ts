/** Writes days of flow logs of the network of the embedded run into a folder: something to try `scan` and `backtest` on. */
import { parseArgs } from 'node:util';
import { embeddedDatabasePath, openMaxmindCountries } from '../src/adapters/maxmind/maxmind-countries.ts';
import { simulatedLogs } from '../src/local/simulate/simulated-logs.ts';
import { writeLogFiles } from '../src/local/write/write-log-files.ts';

const dayMs = 86_400_000;
const help = `Writes flow logs of a simulated network, a folder a day, as Azure lays them out.

  node scripts/simulate-logs.ts FOLDER [OPTIONS]

  --days 15        days that end with the last midnight (UTC); each takes 25 MB a network
  --networks 1     networks of twelve interfaces: three for 15 days are 1.1 GB
  --until DAY      another end, as in 2026-11-21
  --seed 1         other networks, another internet
  --help           this`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    days: { type: 'string', default: '15' },
    networks: { type: 'string', default: '1' },
    until: { type: 'string' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});
const [folder] = positionals;

if (values.help || folder === undefined) console.log(help);
else await writeAll(folder, Number(values.days), Number(values.networks), Number(values.seed));

async function writeAll(into: string, days: number, networks: number, firstSeed: number): Promise<void> {
  const untilMs = values.until === undefined ? Math.floor(Date.now() / dayMs) * dayMs : Date.parse(`${values.until}T00:00Z`);
  if (![days, networks, firstSeed, untilMs].every(Number.isInteger) || days < 1 || networks < 1) throw new RangeError(help);
  const countries = await openMaxmindCountries(embeddedDatabasePath());
  const isAllocated = (address: string): boolean => countries.countryOf(address) !== '';
  for (let network = 0; network < networks; network++) {
    const source = simulatedLogs({ seed: firstSeed + network, originMs: untilMs - days * dayMs, isAllocated }, 0);
    const bytes = await writeLogFiles(source, { folder: into, untilMs });
    console.log(`Network ${network + 1} of ${networks}: ${(bytes / 1e6).toFixed(0)} MB in ${into}`);
  }
}
