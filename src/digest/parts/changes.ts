import type { Changes } from '../../model/digest/changes.ts';
import type { CountryRow, PortRow } from '../../model/digest/day-counts.ts';
import type { Incident } from '../../model/incident.ts';
import type { DigestInput } from '../digest-input.ts';
import { asksForAction } from './needs-action.ts';
import { gravestFirst, isNewIn, isOfDay, lastReason, tellIncident } from './tell-incident.ts';

/** With fewer days behind it, every other country would be new. */
const leastCountryDays = 7;
const scoresShown = 5;
const incidentsShown = 20;

/** What is different from the days before. */
export function changesOf(input: DigestInput, ports: readonly PortRow[], countries: readonly CountryRow[]): Changes {
  const { incidents } = input;
  const tell = (chosen: readonly Incident[], most = incidentsShown) =>
    chosen.slice(0, most).map((incident) => tellIncident(incident, input));
  const digestOnly = incidents.filter((incident) => isNewIn(incident, input) && isTold(incident)).sort(earliestFirst);
  const isSingle = input.parts.targetsReached <= 1;
  const aimed = incidents.filter((incident) => incident.finding === 'targeted' && isOfDay(incident, input));
  return {
    ...newCountries(input, countries),
    crowds: ports.filter(({ isCrowd }) => isCrowd),
    newTargets: tell(digestOnly.filter(({ finding }) => finding === 'new-target')),
    newDoors: tell(digestOnly.filter(({ finding }) => finding === 'new-door')),
    returned: tell(incidents.filter((incident) => hasReturned(incident, input)).sort(gravestFirst)),
    resolved: tell(incidents.filter((incident) => isResolvedIn(incident, input)).sort(gravestFirst)),
    topScores: isSingle ? tell(aimed.sort(highestFirst), scoresShown) : [],
  };
}

function newCountries({ earlier }: DigestInput, countries: readonly CountryRow[]): Pick<Changes, 'newCountries' | 'countryDays'> {
  const days = earlier.flatMap(({ figures }) => (figures === null || figures.flowLogs.length === 0 ? [] : [figures]));
  const known = new Set(days.flatMap((figures) => figures.countries));
  const isNew = ({ country }: CountryRow): boolean => country !== '' && !known.has(country);
  return { newCountries: days.length < leastCountryDays ? [] : countries.filter(isNew), countryDays: days.length };
}

/** While the history is short everything is new; what is suppressed is told with its suppression. */
const isTold = (incident: Incident): boolean => incident.latest.learning === null && lastReason(incident) !== 'suppressed';

/** The time of a return is that of the first reason after it was resolved. */
function hasReturned(incident: Incident, input: DigestInput): boolean {
  const { state, resolvedAtMs, reasons, lastSeenAtMs } = incident;
  if (state !== 'open' || resolvedAtMs === null || !asksForAction(incident, input)) return false;
  const atMs = reasons.find((change) => change.atMs > resolvedAtMs)?.atMs ?? lastSeenAtMs;
  return atMs >= input.day.fromMs && atMs < input.day.toMs;
}

function isResolvedIn(incident: Incident, input: DigestInput): boolean {
  const { state, resolvedAtMs, finding } = incident;
  const { fromMs, toMs } = input.day;
  const isInDay = resolvedAtMs !== null && resolvedAtMs >= fromMs && resolvedAtMs < toMs;
  return state === 'resolved' && isInDay && finding !== 'first-start' && asksForAction(incident, input);
}

const earliestFirst = (a: Incident, b: Incident): number => a.openedAtMs - b.openedAtMs || (a.id < b.id ? -1 : 1);
const highestFirst = (a: Incident, b: Incident): number =>
  (b.latest.score ?? 0) - (a.latest.score ?? 0) || (a.id < b.id ? -1 : 1);
