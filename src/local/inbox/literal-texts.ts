/** Blocks without the texts that Slack shows as they are, and the way to put them back into rendered HTML. */
export interface LiteralTexts {
  readonly blocks: readonly unknown[];
  restore(html: string): string;
}

/**
 * Takes `plain_text` and `raw_text` out of blocks before they are rendered, since the renderer would read markup in them: each is
 * replaced by a word that nothing else contains, and comes back into the HTML escaped.
 *
 * @param mark letters and digits that no one else can know.
 */
export function liftLiteralTexts(blocks: readonly unknown[], mark: string): LiteralTexts {
  const texts: string[] = [];
  const lift = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(lift);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, member]) => [key, isLiteral(value, key) ? kept(member) : lift(member)]);
    return Object.fromEntries(entries);
  };
  const kept = (text: unknown): string => `${mark}x${texts.push(String(text)) - 1}x`;
  return {
    blocks: blocks.map(lift),
    restore: (html) => html.replace(new RegExp(`${mark}x(\\d+)x`, 'g'), (_, index) => escapeHtml(texts[Number(index)] ?? '')),
  };
}

function isLiteral(value: object, key: string): boolean {
  return key === 'text' && 'type' in value && (value.type === 'plain_text' || value.type === 'raw_text');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as HTML shows it, in content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
