import type { RuleRow, TargetRow } from '../../model/digest/day-counts.ts';
import type { Digest } from '../../model/digest.ts';
import { numberText } from '../count-text.ts';
import { ruleWithPlace } from '../rule-label.ts';
import { attemptsBy, lineOf, nameOf, serviceText } from './digest-words.ts';

/** The targets most tried, in one line; '' where none was. */
export function targetsLine({ targets }: Digest, most: number): string {
  const tried = targets.rows.filter(({ denied }) => denied > 0).slice(0, most);
  return tried
    .map(
      ({ name, denied, sources, topPort }) =>
        `${nameOf(name)} ${attemptsBy(denied, sources)}${topPort === null ? '' : `, most on ${serviceText(topPort)}`}`,
    )
    .join('; ');
}

/** The rules that decided most, in one line; '' where none did. */
export const rulesLine = ({ rows }: Digest['rules']['denied'], most: number): string =>
  rows
    .slice(0, most)
    .map((row) => `${ruleText(row)} ${numberText(row.flows)}`)
    .join('; ');

/** `NSG user rule AllowRdp in nsg-db`. */
export const ruleText = ({ fullName, acl, kind }: RuleRow): string => lineOf(ruleWithPlace({ name: fullName, acl, kind }));

/** A target of the table in the thread. */
export const targetCells = (row: TargetRow): readonly string[] => [
  nameOf(row.name),
  nameOf(row.address),
  numberText(row.denied),
  numberText(row.sources),
  numberText(row.letIn),
  row.topPort === null ? '–' : serviceText(row.topPort),
];
