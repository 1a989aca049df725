import { type Html, html } from './html.ts';

const regionNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
/** From a capital letter to its regional indicator symbol; two of these make a flag. */
const toIndicator = 0x1f1e6 - 0x41;

/** English name of an ISO 3166-1 alpha-2 code; `unknown` where there is none. */
export function countryText(code: string): string {
  const name = /^[A-Z]{2}$/.test(code) && code !== 'ZZ' ? regionNames.of(code) : undefined;
  return name ?? 'unknown';
}

/** Flag and name; the flag only for eyes. */
export function countryWithFlag(code: string): Html {
  const name = countryText(code);
  if (name === 'unknown') return html`${name}`;
  const flag = String.fromCodePoint(...[...code].map((letter) => letter.charCodeAt(0) + toIndicator));
  return html`<span class="flag" aria-hidden="true">${flag}</span> ${name}`;
}
