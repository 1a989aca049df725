/** Markup that is safe to stand in the page: made only by `html` and `trusted`. */
export interface Html {
  readonly markup: string;
}

/** What a template takes: text and numbers are escaped, markup stands as it is, lists are set side by side, null leaves nothing. */
export type Content = Html | string | number | null | readonly Content[];

/**
 * What may not reach a reader: control characters, bidirectional marks that reorder a line, invisible characters and tags. The two
 * joiners and the emoji selector stay: scripts and emoji need them. Source: https://www.unicode.org/reports/tr44/
 */
const hidden = /[[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]--[\u200c\u200d\ufe0f]]/gv;
const special = /[&<>"']/g;
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** No text of the page is longer; what comes from outside can be. */
const mostCharacters = 600;

/**
 * Markup from a template. Whatever is put in is escaped and cleaned, in content and in quoted attributes alike; only markup that
 * this function made itself stands as it is.
 *
 * @example html`<td title="${id}">${name}</td>`
 */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return { markup: parts.reduce((markup, part, index) => `${markup}${markupOf(contents[index - 1] ?? null)}${part}`) };
}

/** Markup that another serializer has made and escaped: the charts', and style sheets of our own. Never text from outside. */
export const trusted = (markup: string): Html => ({ markup });

/** Text on one line, without control, bidirectional and invisible characters, at most 600 UTF-16 units long. */
export function cleanText(text: string): string {
  const clean = text.slice(0, mostCharacters).replace(/\s+/gu, ' ').replace(hidden, '').toWellFormed();
  return text.length > mostCharacters ? `${clean}…` : clean;
}

function markupOf(content: Content): string {
  if (content === null) return '';
  if (typeof content === 'string') return cleanText(content).replace(special, (character) => entities[character] ?? '');
  if (typeof content === 'number') return String(content);
  return 'markup' in content ? content.markup : content.map(markupOf).join('');
}
