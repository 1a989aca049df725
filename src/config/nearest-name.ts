import { distance } from 'fastest-levenshtein';

/** A slip of the finger changes few letters: at most a quarter of the name, and two of a short one. */
const farthest = (name: string): number => Math.max(2, Math.floor(name.length / 4));

/** The valid name that a mistyped one most likely meant, capitals aside; null where none is near. */
function nearestName(name: string, validNames: readonly string[]): string | null {
  const typed = name.toLowerCase();
  const ranked = validNames
    .map((valid) => ({ valid, edits: distance(typed, valid.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best !== undefined && best.edits <= farthest(name) ? best.valid : null;
}

/** What to say after "unknown …": the nearest valid name, or else all of them. */
export function suggestion(name: string, validNames: readonly string[]): string {
  const nearest = nearestName(name, validNames);
  return nearest === null ? `expected one of ${validNames.join(', ')}` : `did you mean ${nearest}?`;
}
