import type { Digest } from '../model/digest.ts';
import { type Content, type Html, html } from './html/html.ts';
import type { Times } from './html/time-text.ts';
import { timesOf } from './html/time-text.ts';

/** What every part of the page is made from. */
export interface PageInput {
  readonly digest: Digest;
  readonly times: Times;
}

export const pageInput = (digest: Digest): PageInput => ({ digest, times: timesOf(digest.day) });

/** A part of the page, with its heading. */
export interface Section {
  /** Where links of the page lead. */
  readonly id: string;
  readonly title: string;
  readonly content: Content;
}

/** A part as a landmark with its heading. */
export const renderSection = ({ id, title, content }: Section): Html =>
  html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${content}</section>
`;
