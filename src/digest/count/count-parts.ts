/** From what a day's hours came to, to all of its digest that facts alone decide. */
import { type DayParts, type LogCounts, partsFormat } from '../../model/digest/day-parts.ts';
import type { DigestWords } from '../digest-input.ts';
import type { DayCounts } from '../tally/tally-day.ts';
import type { LogTotals } from '../tally/tally-logs.ts';
import { background } from './background.ts';
import { hourlyCounts, otherPorts, portCounts } from './count-ports.ts';
import { portsByCountry, targetsByPort } from './matrices.ts';
import { countryRows, topRules } from './top-rules.ts';
import { busiestTargets, topTargets } from './top-targets.ts';

/** Makes the parts of a day; `settingsVersion` is that of the settings whose names and ports are used. */
export function countParts(counts: DayCounts, words: DigestWords, settingsVersion: string): DayParts {
  const counted = { counts, words };
  return {
    format: partsFormat,
    settingsVersion,
    figures: counts.figures,
    ports: portCounts(counts),
    sourcesLetIn: counts.tally.sums.sourcesLetIn,
    targetsDenied: busiestTargets(counted).filter(({ denied }) => denied > 0).length,
    targetsReached: counts.details.reached.size,
    otherPorts: otherPorts(counted),
    hourly: hourlyCounts(counted),
    portsByCountry: portsByCountry(counted),
    targetsByPort: targetsByPort(counted),
    targets: topTargets(counted),
    rules: { denied: topRules(counts.rules.denied(), words), allowed: topRules(counts.rules.allowed(), words) },
    countries: countryRows(counted),
    background: background(counted),
    logs: counts.logs.map(logCounts),
    lags: [...counts.lags]
      .map(([atMostMinutes, records]) => ({ atMostMinutes, records }))
      .sort((a, b) => a.atMostMinutes - b.atMostMinutes),
  };
}

const logCounts = ({ macs, ...log }: LogTotals): LogCounts => ({ ...log, interfaces: macs.size });
