import { slotMs } from '../../model/facts.ts';
import type { LockedOut } from '../../model/findings/locked-out.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { cleanText } from '../clean-text.ts';
import { countText, numberText } from '../count-text.ts';
import { countryLabel } from '../country-label.ts';
import type { Field, FindingStory, KindWords } from '../finding-story.ts';
import { resourceLabel } from '../resource-label.ts';
import { deniedBy, ruleName } from '../rule-label.ts';
import { sourceList, sourcesText } from '../source-label.ts';
import { networkParts, portWithService, serviceOnTarget, targetWithAddress } from '../target-label.ts';
import { dateTimeText, spanText, tableTimeText } from '../time-text.ts';
import { whyLines } from '../why-lines.ts';

const words: KindWords = {
  one: 'expected source denied',
  many: 'expected sources denied',
  heading: ['Expected source', 'From', 'Where', 'Denied', 'Since (UTC)', 'Denied by'],
  summarise: ({ findings, targets }) =>
    `sources that you expect are denied at ${countText(findings, 'door')} of ${countText(targets, 'target')}`,
  whatToDo: 'Allow them again, if they should still get in; if not, take them out of expectedSources.',
};

/** Tells in words that someone whom the settings expect is denied, for a message made at `nowMs`. */
export function tellLockedOut(finding: LockedOut, settings: DetectionSettings, nowMs: number): FindingStory {
  const { door, targetName, sources, country, denials, firstDeniedAtMs } = finding;
  const label = labelOf(finding);
  const place = serviceOnTarget(door, targetName, settings);
  const from = sourcesText(sources, country);
  const attempts = `${countText(denials, 'attempt')} of ${from} ${denials === 1 ? 'was' : 'were'} ${deniedBy(finding.deniedBy)} ${between(finding, nowMs)}`;
  const since = tableTimeText(firstDeniedAtMs, nowMs);
  return {
    kind: words,
    headline: `${place} is denied to your ${label}`,
    sentence: `${place} is denied to your ${label}: ${attempts}.`,
    account: `${attempts}. Last let in there: ${lastLetIn(finding, settings)}.`,
    also: `denied to your ${label}`,
    answer: null,
    fields: fields(finding, settings),
    why: whyLines(finding.why),
    table: null,
    whatToDo: whatToDo(finding),
    row: [label, from, place, numberText(denials), since, deniedRow(finding)],
    mixedRow: [words.one, `${label}, ${from}`, place, since, `${countText(denials, 'attempt')} denied`],
  };
}

const labelOf = ({ label }: LockedOut): string => cleanText(label, 40) || 'expected source';

const between = ({ firstDeniedAtMs, lastDeniedAtMs }: LockedOut, nowMs: number): string =>
  `from ${spanText(firstDeniedAtMs, lastDeniedAtMs + slotMs, nowMs)}`;

/** Let-ins are counted on watched ports only. */
function lastLetIn({ lastLetInAtMs, door }: LockedOut, { watchedPorts }: DetectionSettings): string {
  if (lastLetInAtMs !== null) return dateTimeText(lastLetInAtMs);
  const isWatched = watchedPorts.some(({ port, protocol }) => port === door.port && protocol === door.protocol);
  return isWatched ? 'not during the last 24 hours' : 'not recorded, the port is not watched';
}

function fields(finding: LockedOut, settings: DetectionSettings): readonly Field[] {
  const { door, sources } = finding;
  return [
    { label: 'Expected source', value: labelOf(finding) },
    { label: sources.length === 1 ? 'Source' : 'Sources', value: sourceList(sources) || 'none' },
    { label: 'Country', value: countryLabel(finding.country) },
    { label: 'Target', value: targetWithAddress(finding.targetName, door.target) },
    { label: 'Port and service', value: portWithService(door, settings) },
    { label: 'Attempts', value: `${numberText(finding.denials)} denied` },
    { label: 'First seen', value: dateTimeText(finding.firstDeniedAtMs) },
    { label: 'Last seen', value: dateTimeText(finding.lastDeniedAtMs) },
    { label: 'Last let in', value: lastLetIn(finding, settings) },
    { label: 'Deciding rule', value: deniedBy(finding.deniedBy) },
    { label: 'NSG or VNet', value: networkParts(finding.deniedBy, door.target) },
  ];
}

const deniedRow = ({ deniedBy: rule }: LockedOut): string => (rule.kind === 'encryption' ? 'missing encryption' : ruleName(rule));

function whatToDo(finding: LockedOut): string {
  const { sources, deniedBy: rule } = finding;
  if (rule.kind === 'encryption')
    return 'The virtual network lets only encrypted traffic in: see whether their end still encrypts it.';
  const list = resourceLabel(rule.acl);
  const who = sources.length === 1 ? sourceList(sources) : 'their addresses';
  return `If they should still get in, allow ${who}${list === '' ? '' : ` in ${list}`} again; if not, take ${labelOf(finding)} out of expectedSources.`;
}
