/**
 * What may not reach a reader: control characters, bidirectional marks that reorder a line, invisible characters and tags.
 * The two joiners and the emoji selector stay: scripts and emoji need them. Source: https://www.unicode.org/reports/tr44/
 */
const hidden = /[[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]--[\u200c\u200d\ufe0f]]/gv;

/**
 * Makes text from outside fit to be shown: on one line, without control, bidirectional and invisible characters, at most
 * `maxCharacters` UTF-16 units long (the last is then `…`). It stays data: markup in it is not escaped.
 *
 * @example cleanText('a\nb', 10) // 'a b'
 */
export function cleanText(text: string, maxCharacters: number): string {
  const head = text.slice(0, maxCharacters * 4 + 64);
  const clean = head.replace(/\s+/gu, ' ').replace(hidden, '').toWellFormed().trim();
  const cut = clean.length > maxCharacters || (head.length < text.length && clean !== '');
  return cut ? `${cutAt(clean, maxCharacters - 1)}…` : clean;
}

/** Never between the two halves of a surrogate pair. */
function cutAt(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splitsPair ? length - 1 : length).trimEnd();
}

/**
 * Escapes the three characters that Slack reads as markup in `text`; the result is up to five times as long.
 * Source: https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
