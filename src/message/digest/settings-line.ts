import type { Digest } from '../../model/digest.ts';
import { cleanText } from '../clean-text.ts';
import { countText } from '../count-text.ts';
import { lineOf } from './digest-words.ts';

/** Which settings were in force, and whether they changed since the digest before. */
export function settingsLine({ settings: { version, previousVersion, isChanged, changes, moreChanges } }: Digest): string {
  const name = `Settings ${cleanText(version, 40) || 'without a version'}`;
  if (!isChanged) return name;
  const count = changes.length + moreChanges;
  return `${name}, changed since the last digest (${cleanText(previousVersion ?? '', 40)}${count === 0 ? '' : `; ${countText(count, 'difference')}`})`;
}

/** What changed, a line each. */
export const settingsLines = ({ settings: { changes, moreChanges } }: Digest): readonly string[] => [
  ...changes.map(({ key, before, after }) =>
    lineOf(`${key}: ${before === '' ? 'not there' : before} → ${after === '' ? 'not there' : after}`),
  ),
  ...(moreChanges === 0 ? [] : [`and ${countText(moreChanges, 'more difference')}`]),
];
