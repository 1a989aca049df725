import type { Compared } from '../../model/digest/day-sums.ts';
import type { VerdictKind } from '../../model/digest.ts';
import { changeText, usualText } from '../html/compared-text.ts';
import { type Content, type Html, html } from '../html/html.ts';
import { countOf, numberText } from '../html/number-text.ts';
import type { PageInput } from '../section.ts';

const verdictWords: Readonly<Record<VerdictKind, string>> = {
  'no-data': 'No data',
  act: 'Act',
  look: 'Look',
  learning: 'Learning',
  quiet: 'Quiet',
};

/** The day in one sentence, what it rests on, and its few numbers. */
export const verdictPart = (
  input: PageInput,
): Html => html`<section id="verdict" class="verdict ${input.digest.verdict.kind}" aria-label="Verdict">
<p><span class="kind">${verdictWords[input.digest.verdict.kind]}</span> ${input.digest.verdict.sentence}</p>
</section>
${notices(input)}
${input.digest.data.kind === 'none' ? null : keyNumbers(input)}`;

function notices({ digest: { day, data }, times }: PageInput): readonly Content[] {
  const running = day.isRunning ? [`The day was not over yet: its numbers go up to ${times.moment(day.madeAtMs)}.`] : [];
  const begins =
    data.beginsAtMs === null ? [] : [`Records begin in the middle of this day, at ${times.moment(data.beginsAtMs)}.`];
  const gaps = data.gaps.slice(0, 12).map(({ of, name, spans }) => {
    const who = of === 'everything' ? 'No flow log has' : `${name} has no`;
    const when = spans.slice(0, 6).map(times.span).join(', ');
    return `${who} records from ${when}${spans.length > 6 ? ' and more' : ''}.`;
  });
  const more = data.gaps.length > 12 ? [`${countOf(data.gaps.length - 12, 'more gap')} in other flow logs.`] : [];
  const lines = [...running, ...begins, ...gaps, ...more];
  if (lines.length === 0) return [];
  return [html`<div class="notice" role="note">${lines.map((line) => html`<p>${line}</p>`)}</div>`];
}

function keyNumbers({ digest: { sums, health } }: PageInput): Html {
  return html`<section class="key-numbers" aria-label="The day in numbers"><dl>
${keyNumber('Denied attempts', numberText(sums.denied.now), usual(sums.denied))}
${keyNumber('Sources', numberText(sums.sources.now), usual(sums.sources))}
${keyNumber('Let in', numberText(sums.letIn.now), `by ${countOf(sums.sourcesLetIn, 'source')} on watched ports`)}
${keyNumber('Targets', numberText(sums.targetsDenied), `knocked at, of ${countOf(sums.interfaces, 'interface')} that logged`)}
${keyNumber('Records', numberText(health.records), health.rejected === 0 ? 'all decoded' : `${numberText(health.rejected)} rejected`)}
</dl></section>`;
}

const keyNumber = (name: string, value: string, note: string): Html =>
  html`<div><dt>${name}</dt><dd>${value}<small>${note}</small></dd></div>`;

function usual(compared: Compared): string {
  if (compared.usual === null) return 'too few days to compare';
  const change = changeText(compared);
  const median = `usually ${usualText(compared)}`;
  return change === '' ? median : `${change}, ${median}`;
}
