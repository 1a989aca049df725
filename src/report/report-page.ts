import { createHash } from 'node:crypto';
import type { Digest } from '../model/digest.ts';
import { type Html, html, trusted } from './html/html.ts';
import { longDayText, weekDayText } from './html/time-text.ts';
import { logo } from './logo.ts';
import { type PageInput, pageInput, renderSection, type Section } from './section.ts';
import { attemptsSection } from './sections/attempts.ts';
import { changesSection } from './sections/changes.ts';
import { countriesSection } from './sections/countries.ts';
import { coverageSection } from './sections/coverage.ts';
import { footPart } from './sections/foot.ts';
import { verdictPart } from './sections/head.ts';
import { healthSection } from './sections/health.ts';
import { heldBackSection } from './sections/held-back.ts';
import { lastDaysSection } from './sections/last-days.ts';
import { needsActionSection } from './sections/needs-action.ts';
import { rulesSection } from './sections/rules.ts';
import { targetsSection } from './sections/targets.ts';
import { frame } from './style/frame.ts';
import { parts } from './style/parts.ts';
import { smallAndPaper } from './style/small-and-paper.ts';
import { tokens } from './style/tokens.ts';

/** Addresses of the pages of the days before and after; null where there is none to lead to. */
export interface DayLinks {
  readonly previous: string | null;
  readonly next: string | null;
}

const style = `${tokens}${frame}${parts}${smallAndPaper}`;

/** Nothing may be loaded or run; of styles only the page's own. Sent as a header too, since `frame-ancestors` counts only there. */
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** The headers that the page goes out with. It tells of a network: it is kept nowhere, and no address of it is passed on. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `${policy}; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/**
 * The digest of a day as a page that stands alone: one file without script, request or font of its own, for a screen, a phone, paper and a
 * screen reader. At most a few hundred kilobytes, however large the network.
 */
export function reportPage(digest: Digest, links: DayLinks): string {
  const input = pageInput(digest);
  const sections = sectionsOf(input);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="${trusted(policy)}">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${longDayText(digest.day.day)} · Knockwatch</title>
<style>${trusted(style)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the verdict</a>
<div class="page">
<header class="top"><p class="brand">${logo}Knockwatch</p>${dayLinks(input, links)}</header>
<main id="content">
<h1>${longDayText(digest.day.day)}</h1>
<p class="zone">${zoneText(input)}</p>
${verdictPart(input)}
<nav class="contents" aria-label="On this page"><ul>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
${sections.map(renderSection)}</main>
${footPart(input)}</div>
</body>
</html>
`.markup;
}

/** Where no flow log has a record of the day, its counts say nothing and are left out. */
function sectionsOf(input: PageInput): readonly Section[] {
  const counted = [attemptsSection, countriesSection, targetsSection, rulesSection];
  const isKnown = input.digest.data.kind !== 'none';
  const all = [
    needsActionSection,
    changesSection,
    ...(isKnown ? counted : []),
    lastDaysSection,
    coverageSection,
    heldBackSection,
    healthSection,
  ];
  return all.map((section) => section(input));
}

function dayLinks({ digest: { day } }: PageInput, { previous, next }: DayLinks): Html | null {
  if (previous === null && next === null) return null;
  const before = previous === null ? null : html`<a rel="prev" href="${previous}">← ${weekDayText(day.previous)}</a>`;
  const after = next === null ? null : html`<a rel="next" href="${next}">${weekDayText(day.next)} →</a>`;
  return html`<nav class="days" aria-label="Other days">${before}${after}</nav>`;
}

function zoneText({ digest: { day } }: PageInput): string {
  const hours = day.hours.length === 24 ? '' : `; clocks change, so it has ${day.hours.length} hours`;
  return `From midnight to midnight by the clocks of ${day.timeZone}${hours}.`;
}
