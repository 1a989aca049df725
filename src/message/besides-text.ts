import type { Finding } from '../model/finding.ts';
import { countText, listText } from './count-text.ts';
import { uncapitalized } from './target-label.ts';
import type { Told } from './tell-finding.ts';

/** Others that are named one by one. */
const namedOthers = 2;

/** What a message tells besides its gravest finding: those of other kinds by what they say, else how many; '' where nothing. */
export function besidesText(gravest: Told, others: readonly Told[]): string {
  if (others.length === 0) return '';
  const isNamed = others.length <= namedOthers && others.every(({ story }) => story.kind !== gravest.story.kind);
  return isNamed ? listText(others.map((other) => alsoText(gravest, other))) : countText(others.length, 'more incident');
}

/** Of the same door "it" is enough. */
function alsoText(gravest: Told, { incident, story }: Told): string {
  return sharesDoor(gravest.incident.finding, incident.finding) ? story.also : uncapitalized(story.headline);
}

function sharesDoor(a: Finding, b: Finding): boolean {
  const doors = new Set(a.doors.map(doorKey));
  return b.doors.some((door) => doors.has(doorKey(door)));
}

const doorKey = ({ target, port, protocol }: Finding['doors'][number]): string =>
  `${target.mac} ${target.address} ${port}/${protocol}`;
