import { cleanText } from '../clean-text.ts';
import { countText } from '../count-text.ts';
import type { ExpectedEntry } from './expected-entries.ts';

/** Longer ones are for an editor, not for a message. */
const mostCharacters = 3_000;
const labelCharacters = 80;
const scalarCharacters = 200;

/**
 * Entries of `expectedSources` as YAML, ready to be pasted into a settings file. What there is no room for is counted in a comment.
 *
 * @example
 * expectedSources:
 *   - label: "203.0.113.7 at vm-db1"
 *     sources: [203.0.113.7]
 *     ports: [3389]
 *     targets: ["0022480000AA"] # vm-db1
 */
export function expectedSnippet(entries: readonly ExpectedEntry[]): string {
  const lines = ['expectedSources:'];
  let length = 0;
  for (const [index, entry] of entries.entries()) {
    const written = writeEntry(entry);
    length += written.length;
    if (length > mostCharacters)
      return [...lines, `  # and ${countText(entries.length - index, 'more entry', 'more entries')}`].join('\n');
    lines.push(written);
  }
  return lines.join('\n');
}

function writeEntry({ sources, ports, target, targetName }: ExpectedEntry): string {
  const label = cleanText(`${sources[0] ?? ''}${sources.length > 1 ? ' and others' : ''} at ${targetName}`, labelCharacters);
  const comment = target === targetName ? '' : ` # ${targetName}`;
  return [
    `  - label: ${scalar(label)}`,
    `    sources: [${sources.map(scalar).join(', ')}]`,
    `    ports: [${ports.join(', ')}]`,
    `    targets: [${scalar(target)}]${comment}`,
  ].join('\n');
}

/**
 * Plain where it is an IPv4 address, or begins with a letter and reads as nothing but text; else in double quotes, whose escapes YAML takes
 * from JSON. Source: https://yaml.org/spec/1.2.2/#73-flow-scalar-styles
 */
function scalar(raw: string): string {
  const text = cleanText(raw, scalarCharacters);
  const isAddress = /^\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?$/.test(text);
  const isWord = /^[a-z][\w.-]*$/i.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text);
  return isAddress || isWord ? text : JSON.stringify(text);
}
