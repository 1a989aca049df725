import pc from 'picocolors';
import type { Check, Condition } from '../../detect/explain/condition.ts';
import { cleanText } from '../../message/clean-text.ts';
import type { FindingMode } from '../../model/finding-kind.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { hangText } from '../hang-text.ts';
import { plural } from '../plural.ts';
import type { Explanation } from './explanation.ts';

/** Conditions of one kind that are shown one by one: so many that are met, and of those that are missed what is left up to so many. */
const metShown = 6;
const shownInAll = 2;
const textCharacters = 200;

/** For every finding that can concern it whether its condition is met or missed, with the value and the bound. */
export function conditionsText({ conditions, settings }: Explanation, columns: number): string {
  const kinds = [...Map.groupBy(conditions, ({ finding }) => finding).values()];
  const lines = kinds.flatMap((ofKind) => kindLines(ofKind, settings, columns));
  return [pc.bold(' Findings, met (✓) or missed (✗)'), ...lines].join('\n');
}

function kindLines(conditions: readonly Condition[], settings: DetectionSettings, columns: number): readonly string[] {
  const met = conditions.filter(({ outcome }) => outcome === 'met');
  const missed = nearestFirst(conditions.filter(({ outcome }) => outcome !== 'met'));
  const shown = [...met.slice(0, metShown), ...missed.slice(0, Math.max(0, shownInAll - met.length))];
  const metMore = Math.max(0, met.length - metShown);
  const missedMore = conditions.length - shown.length - metMore;
  const more = [
    ...(metMore > 0 ? [`${plural(metMore, 'more is', 'more are')} met`] : []),
    ...(missedMore > 0 ? [`${plural(missedMore, 'more is', 'more are')} missed`] : []),
  ];
  const rest = more.length === 0 ? [] : [hangText(`${more.join(', ')}; --json lists all`, { columns, indent: 5, paint: pc.dim })];
  return [...shown.flatMap((condition) => conditionLines(condition, settings, columns)), ...rest];
}

/** Those that miss least first: the share of checks that hold, then how near the first that does not comes to its bound. */
function nearestFirst(conditions: readonly Condition[]): readonly Condition[] {
  const nearness = ({ checks }: Condition): readonly [number, number] => {
    const first = checks.find(({ isMet }) => !isMet);
    const ratio = first?.value === null || first === undefined ? 0 : first.value / Math.max(1, first.bound ?? 1);
    return [checks.filter(({ isMet }) => isMet).length / checks.length, ratio];
  };
  return conditions.toSorted((a, b) => {
    const [[heldA, ratioA], [heldB, ratioB]] = [nearness(a), nearness(b)];
    return heldB - heldA || ratioB - ratioA;
  });
}

const marks: Readonly<Record<Condition['outcome'], string>> = {
  met: pc.green('✓'),
  missed: pc.red('✗'),
  'not-asked': pc.dim('–'),
};

/** One line, and one more for each check where there are several. */
function conditionLines(condition: Condition, settings: DetectionSettings, columns: number): readonly string[] {
  const { finding, outcome, checks } = condition;
  const name = outcome === 'not-asked' ? pc.dim(finding) : pc.bold(finding);
  const about = [cleanText(condition.about, textCharacters), modeText(condition, settings)]
    .filter((text) => text !== '')
    .join(' ');
  const [only] = checks;
  const first = `   ${marks[outcome]} ${name}${about === '' && checks.length === 1 ? ':' : ''} `;
  if (only === undefined || checks.length > 1) {
    return [hangText(about, { first, columns, indent: 7 }), ...checks.map((check) => checkLine(check, columns))];
  }
  const text = cleanText(only.text, textCharacters);
  return [hangText(about === '' ? text : `${about}: ${text}`, { first, columns, indent: 7 })];
}

function checkLine({ isMet, text }: Check, columns: number): string {
  const first = `       ${isMet ? pc.green('✓') : pc.red('✗')} `;
  return hangText(cleanText(text, textCharacters), { first, columns, indent: 9, ...(isMet ? { paint: pc.dim } : {}) });
}

/** A met finding that is not told because of its mode says so. */
function modeText({ finding, outcome }: Condition, settings: DetectionSettings): string {
  return outcome === 'met' && modeOf(finding, settings) === 'shadow' ? '(shadow: for the digest only)' : '';
}

function modeOf(finding: string, settings: DetectionSettings): FindingMode | undefined {
  const modes: Readonly<Record<string, FindingMode>> = settings.findings;
  return settings.thresholds.find(({ name }) => finding === `threshold:${name}`)?.mode ?? modes[finding];
}
