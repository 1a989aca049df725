import type { FindingKind } from '../../model/finding-kind.ts';
import { cleanText } from '../clean-text.ts';

const phraseOfKind: Readonly<Record<FindingKind, string>> = {
  breakthrough: 'a source that was denied gets in',
  exposure: 'a watched port stands open to the internet',
  'locked-out': 'someone you expect is denied',
  campaign: 'the crowd on a port grows',
  targeted: 'someone aims at you',
  'new-target': 'a target is reached from the internet for the first time',
  'new-door': 'someone new is let in',
  blind: 'Knockwatch itself cannot see',
};
const phrases: ReadonlyMap<string, string> = new Map(Object.entries(phraseOfKind));

/** When a finding speaks, to stand after "when": `someone aims at you`; a user's rule by its name. */
export function findingPhrase(finding: string): string {
  const rule = /^threshold:(.*)$/s.exec(finding)?.[1];
  if (rule !== undefined) return `your rule ${cleanText(rule, 50) || 'without a name'} is met`;
  return phrases.get(finding) ?? (cleanText(finding, 50) || 'something else is found');
}
