import { type Html, html } from './html/html.ts';

/** A door with a peephole and a knob. */
export const logo: Html = html`<svg viewBox="0 0 36 36" aria-hidden="true"><rect width="36" height="36" rx="8" fill="#24384f"/><path d="M11 7h14v22H11z" fill="#f4f1e8"/><path d="M11 7h14v22H11z" fill="none" stroke="#d7b45a" stroke-width="2"/><circle cx="21.4" cy="18.4" r="1.7" fill="#24384f"/><circle cx="18" cy="13" r="2.6" fill="none" stroke="#24384f" stroke-width="1.6"/></svg>`;
