/** From what a local day counted, the days before it, and the incidents to what people read of it. Pure: the same input gives the same digest. */

import type { DigestDay } from '../model/digest/digest-day.ts';
import type { Digest } from '../model/digest.ts';
import { topCountries } from './count/top-rules.ts';
import type { DigestInput } from './digest-input.ts';
import { daysAfter } from './local-day.ts';
import { changesOf } from './parts/changes.ts';
import { coverageOf } from './parts/coverage.ts';
import { dataState, pastDays } from './parts/data-state.ts';
import { daySums } from './parts/day-sums.ts';
import { healthOf } from './parts/health.ts';
import { heldBack } from './parts/held-back.ts';
import { hourlyAttempts } from './parts/hourly-attempts.ts';
import { needsAction } from './parts/needs-action.ts';
import { portRows, usualDays } from './parts/port-rows.ts';
import { recordedHours } from './parts/recorded-hours.ts';
import { settingsState } from './parts/settings-state.ts';
import { compareDay } from './parts/usual.ts';
import { type Unjudged, verdictOf } from './parts/verdict.ts';

/** Makes the digest of a day. */
export function makeDigest(input: DigestInput): Digest {
  const unjudged = unjudgedDigest(input);
  return { ...unjudged, verdict: verdictOf(unjudged) };
}

function unjudgedDigest(input: DigestInput): Unjudged {
  const { parts, earlier } = input;
  const recorded = recordedHours(input.day, parts.figures, earlier);
  const data = dataState(input, recorded);
  const past = pastDays(earlier, recorded);
  const usual = usualDays(input, past);
  const day = dayOf(input);
  const isWhole = data.kind === 'whole' && data.beginsAtMs === null && !day.isRunning;
  const compare = compareDay(isWhole);
  const ports = portRows(input, usual, compare, data.kind !== 'none');
  const { denied, letIn, sources } = parts.figures;
  const isNone = data.kind === 'none';
  return {
    day,
    data,
    sums: daySums(input, usual, compare),
    needsAction: needsAction(input),
    changes: changesOf(input, ports, parts.countries),
    ports,
    hourly: hourlyAttempts(input, recorded),
    portsByCountry: parts.portsByCountry,
    targetsByPort: parts.targetsByPort,
    targets: parts.targets,
    rules: parts.rules,
    countries: topCountries(parts.countries),
    background: parts.background,
    lastDays: [
      ...past,
      {
        day: day.day,
        data: isNone || isWhole ? data.kind : 'partly',
        denied: isNone ? null : denied,
        letIn: isNone ? null : letIn,
        sources: isNone ? null : sources,
      },
    ],
    flowLogs: coverageOf(input, recorded),
    health: healthOf(input),
    heldBack: heldBack(input),
    settings: settingsState(input.settings, input.previousSettings),
  };
}

function dayOf({ day, madeAtMs }: DigestInput): DigestDay {
  return {
    ...day,
    previous: daysAfter(day.day, -1),
    next: daysAfter(day.day, 1),
    madeAtMs,
    isRunning: madeAtMs < day.toMs,
  };
}
