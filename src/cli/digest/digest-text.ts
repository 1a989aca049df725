import pc from 'picocolors';
import { wrapText } from '../../adapters/console/wrap-text.ts';
import { backgroundLine } from '../../message/digest/background-line.ts';
import { changesLines } from '../../message/digest/changes-lines.ts';
import { dateText } from '../../message/digest/digest-date.ts';
import { coverageLines, gapLines } from '../../message/digest/gap-lines.ts';
import { healthLine } from '../../message/digest/health-line.ts';
import { heldBackLine, heldLines, suppressionLines } from '../../message/digest/held-back-lines.ts';
import { needsActionLines } from '../../message/digest/needs-action-lines.ts';
import { rejectedLines, replayLine } from '../../message/digest/rejected-lines.ts';
import { settingsLine, settingsLines } from '../../message/digest/settings-line.ts';
import type { Digest, VerdictKind } from '../../model/digest.ts';
import { countriesTable, hoursLines, otherPortsLine, portsTable, rulesTable, targetsTable } from './digest-tables.ts';

const paints: Readonly<Record<VerdictKind, (text: string) => string>> = {
  'no-data': pc.yellow,
  act: pc.red,
  look: pc.yellow,
  learning: pc.cyan,
  quiet: pc.green,
};
const linesShown = 15;
const attribution = 'Countries by DB-IP (https://db-ip.com), CC BY 4.0, unless GEOIP_COUNTRY_DATABASE names another database.';

/** A digest for a terminal so many columns wide: what matters first, numbers after it, how Knockwatch itself is last. */
export function digestText(digest: Digest, columns: number): string {
  const counted = digest.data.kind === 'none' ? [] : countedParts(digest, columns);
  const parts = [
    title(digest, columns),
    bullets('Data is missing (UTC)', gapLines(digest), columns),
    bullets('Needs action', needsActionLines(digest, linesShown), columns),
    digest.data.kind === 'none' ? '' : bullets('What changed', changesLines(digest, linesShown), columns),
    ...counted,
    ...healthParts(digest, columns),
  ];
  return `\n${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function title({ day, verdict }: Digest, columns: number): string {
  const heading = pc.bold(` ${dateText(day.day)}${day.isRunning ? ', so far' : ''}`) + pc.dim(` ${day.timeZone}`);
  return [heading, ...wrapped(verdict.sentence, columns - 1).map((line) => ` ${paints[verdict.kind](line)}`)].join('\n');
}

function countedParts(digest: Digest, columns: number): readonly string[] {
  return [
    portsTable(digest, columns),
    dimmed([otherPortsLine(digest)], columns),
    hoursLines(digest),
    targetsTable(digest),
    rulesTable('Rules that denied from the internet', digest.rules.denied, columns),
    rulesTable('Rules that let in from the internet', digest.rules.allowed, columns),
    countriesTable(digest),
    paragraph('Background', backgroundLine(digest), columns),
  ];
}

function healthParts(digest: Digest, columns: number): readonly string[] {
  const rejected = [...rejectedLines(digest, linesShown), replayLine(digest)].filter((line) => line !== '');
  const isEmbedded = digest.countries.rows.length > 0 && digest.health.countryDatabase?.isOwn === false;
  return [
    bullets('Flow logs', coverageLines(digest), columns),
    paragraph('Health', healthLine(digest), columns),
    bullets(`Held back: ${heldBackLine(digest)}`, heldLines(digest).slice(0, linesShown), columns),
    bullets('Suppressions', suppressionLines(digest), columns),
    bullets('Could not be read', rejected, columns),
    dimmed([settingsLine(digest), ...settingsLines(digest).map((line) => `· ${line}`)], columns),
    isEmbedded ? dimmed([attribution], columns) : '',
  ];
}

/** A heading with a line each below it; '' where there is none. */
function bullets(heading: string, lines: readonly string[], columns: number): string {
  if (lines.length === 0) return '';
  const shown = lines.flatMap((line) => wrapped(line, columns - 3).map((part, i) => `${i === 0 ? ' • ' : '   '}${part}`));
  return [pc.bold(` ${heading}`), ...shown].join('\n');
}

function paragraph(heading: string, text: string, columns: number): string {
  return text === '' ? '' : [pc.bold(` ${heading}`), ...wrapped(text, columns - 1).map((line) => ` ${line}`)].join('\n');
}

/** Small print. */
const dimmed = (lines: readonly string[], columns: number): string =>
  lines
    .flatMap((line) => wrapped(line, columns - 1))
    .map((line) => pc.dim(` ${line}`))
    .join('\n');

const wrapped = (text: string, columns: number): readonly string[] =>
  wrapText([{ text, isBold: false, isStruck: false }], columns, (line) => line);
