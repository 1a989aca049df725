import { type Content, type Html, html } from './html.ts';

/**
 * A short name that opens to the whole one, which is also what hovering shows: without a script, and for who has no mouse.
 *
 * @param full '' where there is no longer name
 * @param beside what stands beside the short name
 */
export function withFullName(short: Content, full: string, beside: Content = null): Html {
  if (full === '') return html`${short}${beside}`;
  return html`<details class="full-name"><summary title="${full}"><span>${short}</span>${beside}</summary><code>${full}</code></details>`;
}
