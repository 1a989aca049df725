import type { RuleRow, Top } from '../../model/digest/day-counts.ts';
import type { RuleKind } from '../../model/findings/finding-core.ts';
import { withFullName } from '../html/full-name.ts';
import { type Content, type Html, html } from '../html/html.ts';
import { countOf, numberText } from '../html/number-text.ts';
import { table } from '../html/table.ts';
import type { PageInput, Section } from '../section.ts';

const kindTexts: Readonly<Record<RuleKind, string>> = {
  user: 'your rule',
  default: 'default rule',
  'security-admin': 'security admin rule',
  platform: 'platform',
  encryption: 'encryption',
  'just-in-time': 'just in time',
  unknown: 'unknown kind',
};

/** Which rules decided about the internet. */
export function rulesSection({ digest: { rules } }: PageInput): Section {
  const content = html`<p class="aside">Flows from public addresses on all ports, by the rule that decided.</p>
<div class="beside-each-other">${rulesTable('Rules that denied', rules.denied)}${rulesTable('Rules that allowed', rules.allowed)}</div>`;
  return { id: 'rules', title: 'Rules (NSG hits)', content };
}

const rulesTable = (caption: string, { rows, others }: Top<RuleRow>): Html =>
  html`<div>${table({
    caption,
    isCaptionSeen: true,
    onPhone: 'stays',
    columns: [{ label: 'Rule' }, { label: 'Flows', isNumber: true }, { label: 'On watched ports', isNumber: true }],
    rows: rows.length === 0 ? [['None', '0', '0']] : rows.map(ruleCells),
    others: others.count === 0 ? null : `… and ${countOf(others.count, 'more rule')}, ${countOf(others.flows, 'flow')} together.`,
  })}</div>`;

function ruleCells({ name, fullName, kind, acl, place, flows, onWatchedPorts }: RuleRow): readonly Content[] {
  const beside = [place, kindTexts[kind]].filter((text) => text !== '').join(', ');
  const full = [fullName, acl].filter((text) => text !== '').join(' · ');
  return [
    withFullName(name === '' ? 'without a name' : name, full, html`<span class="beside under">${beside}</span>`),
    numberText(flows),
    onWatchedPorts === 0 ? '0' : html`<b>${numberText(onWatchedPorts)}</b>`,
  ];
}
