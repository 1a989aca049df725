import type { PortRow } from '../../model/digest/day-counts.ts';
import type { DigestIncident } from '../../model/digest/digest-incident.ts';
import type { Digest } from '../../model/digest.ts';
import { countText } from '../count-text.ts';
import { countryLabel } from '../country-label.ts';
import { attemptsBy, firstLines, lineOf, portText, withUsual } from './digest-words.ts';

/** What is different from the days before, a line each. */
export function changesLines({ changes }: Digest, most: number): readonly string[] {
  const { newCountries, countryDays, crowds, newTargets, newDoors, returned, resolved, topScores } = changes;
  const countries = newCountries.map(
    ({ country, denied, sources }) =>
      `New country: ${countryLabel(country)}, ${attemptsBy(denied, sources)}, first in ${countText(countryDays, 'day')}`,
  );
  return [
    ...firstLines(crowds.map(crowdLine), most, 'port with a crowd', 'ports with a crowd'),
    ...firstLines(countries, most, 'new country', 'new countries'),
    ...firstLines(newTargets.map(headlineOf('New target')), most, 'new target'),
    ...firstLines(newDoors.map(headlineOf('New door')), most, 'new door'),
    ...firstLines(returned.map(headlineOf('Back again')), most, 'returned incident'),
    ...topScores.map(scoreLine),
    ...(resolved.length === 0 ? [] : [`Resolved: ${countText(resolved.length, 'incident')}`]),
  ];
}

const crowdLine = (row: PortRow): string =>
  lineOf(`Crowd on ${portText(row)}: ${withUsual(row.sources, 'source')}, ${withUsual(row.denied, 'attempt')}`);

const headlineOf =
  (what: string) =>
  ({ headline }: DigestIncident): string =>
    lineOf(`${what}: ${headline}`);

/** With a single target nobody can tell aim from noise: the highest scores stand in for a verdict. */
export const scoreLine = ({ who, what, score }: DigestIncident): string =>
  lineOf(`Score ${Math.round(score ?? 0)}: ${who}, ${what}`);
