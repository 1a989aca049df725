import { cleanText } from './clean-text.ts';

const lineCharacters = 240;
const mostLines = 8;

/** The reasons of a finding, clean: some names in them are from outside. */
export const whyLines = (why: readonly string[]): readonly string[] =>
  why
    .slice(0, mostLines)
    .map((line) => cleanText(line, lineCharacters))
    .filter((line) => line !== '');
