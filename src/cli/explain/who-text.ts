import pc from 'picocolors';
import type { WhoItIs } from '../../detect/explain/who-it-is.ts';
import { countryFlag, countryName } from '../../enrich/country-name.ts';
import { cleanText } from '../../message/clean-text.ts';
import { hangText } from '../hang-text.ts';
import { minuteText } from '../incident-lines.ts';
import { plural } from '../plural.ts';
import { portText } from '../port-text.ts';
import type { Explanation } from './explanation.ts';

const labelCharacters = 60;

/** Who is explained, and when: the head of an explanation. */
export function whoText({ subject, who, atMs, fromMs, toMs, settings }: Explanation, columns: number): string {
  const country = who.country === '' ? 'country unknown' : `${countryFlag(who.country)} ${countryName(who.country)}`;
  const inside = subject.scope === 'source' ? `in ${who.prefix}, ` : `${plural(who.sourceCount, 'source')} seen, `;
  const lines = [
    `${country}; ${inside}network block ${who.networkBlock}`,
    ...settingsLines(who, atMs),
    ...memberLines(subject.scope, who),
  ];
  const when = `Explained at ${minuteText(atMs)} UTC, by the 24 hours from ${minuteText(fromMs)} to ${minuteText(toMs)} and settings ${settings.version}.`;
  return [
    ` ${pc.bold(subject.name)}`,
    ...lines.map((line) => hangText(line, { columns, indent: 1 })),
    hangText(when, { columns, indent: 1, paint: pc.dim }),
  ].join('\n');
}

/** What the settings say of it. */
function settingsLines({ expected, scanner, suppressions }: WhoItIs, atMs: number): readonly string[] {
  const said = [
    ...expected.map(({ label, ports, targets }) => {
      const where =
        targets.length === 0 ? 'every target' : targets.map((target) => cleanText(target, labelCharacters)).join(', ');
      const names = ports.map((key) => portText(key % 0x10000, Math.floor(key / 0x10000))).join(', ');
      return `expected as ${cleanText(label, labelCharacters)} on ${names} of ${where}`;
    }),
    ...(scanner === '' ? [] : [`known scanner ${cleanText(scanner, labelCharacters)}: its score counts 0.3 times`]),
    ...suppressions.map(({ finding, reason, expiresAtMs }) => {
      const until =
        expiresAtMs > atMs
          ? `suppressed until ${minuteText(expiresAtMs)}`
          : `no longer suppressed since ${minuteText(expiresAtMs)}`;
      return `${until} (${finding ?? 'every finding'}): ${cleanText(reason, labelCharacters)}`;
    }),
  ];
  return said.length === 0
    ? ['The settings say nothing of it: not expected, no known scanner, not suppressed.']
    : said.map((line) => `Settings: ${line}`);
}

function memberLines(scope: 'source' | 'prefix', { sources, sourceCount }: WhoItIs): readonly string[] {
  if (scope === 'source' || sources.length === 0) return [];
  const more = sourceCount > sources.length ? ` and ${sourceCount - sources.length} more` : '';
  return [`Sources: ${sources.join(', ')}${more}`];
}
