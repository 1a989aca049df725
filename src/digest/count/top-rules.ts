import type { CountryRow, RuleRow, Top } from '../../model/digest/day-counts.ts';
import type { DigestWords } from '../digest-input.ts';
import type { RuleTotal } from '../tally/tally-rules.ts';
import type { Counted } from './counted.ts';
import { othersOf } from './top-targets.ts';

const rulesShown = 15;
const countriesShown = 20;

/** The rules that decided most about flows from public addresses. */
export function topRules(totals: readonly RuleTotal[], words: DigestWords): Top<RuleRow> {
  const ranked = totals
    .filter(({ flows }) => flows > 0)
    .toSorted((a, b) => b.flows - a.flows || (`${a.rule.name}\n${a.rule.acl}` < `${b.rule.name}\n${b.rule.acl}` ? -1 : 1));
  return {
    rows: ranked.slice(0, rulesShown).map((total) => ruleRow(total, words)),
    others: othersOf(ranked.slice(rulesShown), ({ flows }) => flows),
  };
}

const ruleRow = ({ rule, flows, onWatchedPorts }: RuleTotal, words: DigestWords): RuleRow => ({
  name: words.ruleName(rule),
  fullName: rule.name,
  kind: words.ruleKind(rule),
  acl: rule.acl,
  place: words.resourceName(rule.acl),
  flows,
  onWatchedPorts,
});

/** All countries that were denied, most first. */
export function countryRows({ counts }: Pick<Counted, 'counts'>): readonly CountryRow[] {
  const { denied, sources } = counts.tally.countries;
  return counts.sources.countries
    .map((country, place) => ({ country, denied: denied[place] ?? 0, sources: sources[place] ?? 0 }))
    .filter((row) => row.denied > 0)
    .sort((a, b) => b.denied - a.denied || (a.country < b.country ? -1 : 1));
}

/** The countries most denied. */
export const topCountries = (rows: readonly CountryRow[]): Top<CountryRow> => ({
  rows: rows.slice(0, countriesShown),
  others: othersOf(rows.slice(countriesShown), ({ denied }) => denied),
});
