import type { Compared } from '../../model/digest/day-sums.ts';
import type { NamedPort } from '../../model/digest/names.ts';
import { cleanText } from '../clean-text.ts';
import { countText, numberText, usualText } from '../count-text.ts';

/** What one line of a list may take. */
const lineCharacters = 240;

/** Stands where nothing can be shown: Slack takes no empty text. */
const nothing = '–';

/** Text that can come from outside, as one line. */
export const lineOf = (text: string): string => cleanText(text, lineCharacters) || nothing;

/** A name that can come from outside. */
export const nameOf = (name: string): string => cleanText(name, 50) || nothing;

/** `3389/tcp RDP`. */
export const portText = ({ label, service }: NamedPort): string =>
  cleanText(service === '' ? label : `${label} ${service}`, 40) || nothing;

/** `RDP`; the port's number where it has no name. */
export const serviceText = ({ label, service }: NamedPort): string => cleanText(service, 30) || cleanText(label, 30) || nothing;

/** So many times the usual are told as such, not in percent. */
const manyTimes = 3;

/** `+26 %`, `−10 %`, `× 15`; `–` where no percentage is to be given. */
export function changeText({ change }: Compared): string {
  if (change === null) return '–';
  if (change >= manyTimes - 1) return `× ${usualText(change + 1)}`;
  const percent = Math.round(change * 100);
  return percent === 0 ? '±0 %' : `${percent > 0 ? '+' : '−'}${numberText(Math.abs(percent))} %`;
}

/** What is usual; `–` where that is not known yet. */
export const usualCell = ({ usual }: Compared): string => (usual === null ? '–' : usualText(usual));

/** `96 sources (usually 12)`; the number alone where nothing is known to compare it with. */
export const withUsual = ({ now, usual }: Compared, noun: string): string =>
  usual === null ? countText(now, noun) : `${countText(now, noun)} (usually ${usualText(usual)})`;

/** `41 attempts by 6 sources`. */
export const attemptsBy = (attempts: number, sources: number): string =>
  `${countText(attempts, 'attempt')} by ${countText(sources, 'source')}`;

/** The first lines of a list, the others counted. */
export function firstLines(lines: readonly string[], most: number, noun: string, nouns: string = `${noun}s`): readonly string[] {
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most), `and ${countText(lines.length - most, `more ${noun}`, `more ${nouns}`)}`];
}
