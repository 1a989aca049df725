import pc from 'picocolors';
import { toPortKey } from '../../config/to-port.ts';
import type { Condition } from '../../detect/explain/condition.ts';
import { cleanText } from '../../message/clean-text.ts';
import { hangText } from '../hang-text.ts';
import { plural } from '../plural.ts';
import type { CaseIncident } from './case-incident.ts';
import type { WrittenExpectation, WrittenLikeness } from './expectation-schema.ts';
import type { CaseFailure, JudgedCase } from './judge-case.ts';
import { type Difference, nameOfPort, portsOf, targetsOf, tellingText } from './match-incident.ts';
import type { Case } from './read-case-file.ts';

const nameCharacters = 200;
/** Before the words of a failure's lines. */
const indent = 15;
/** Conditions shown of what is not found. */
const conditionsShown = 3;
/** Incidents named of a case that passed. */
const toldShown = 3;

/** A case in a line, and what is not as expected under it. */
export function caseText(one: Pick<Case, 'name' | 'at'>, { failures, told }: JudgedCase, columns: number): string {
  const mark = failures.length === 0 ? pc.green('✓') : pc.red('✗');
  const name = cleanText(one.name, nameCharacters);
  const head = hangText(failures.length === 0 ? name : `${name}  ${pc.dim(one.at)}`, { first: ` ${mark} `, columns, indent: 3 });
  if (failures.length === 0) return `${head}\n${hangText(toldText(told), { columns, indent: 5, paint: pc.dim })}\n`;
  return `${head}\n${failures.map((failure) => failureText(failure, columns)).join('\n')}\n`;
}

function toldText(told: readonly CaseIncident[]): string {
  if (told.length === 0) return 'nothing is told';
  const more = told.length > toldShown ? `; and ${told.length - toldShown} more` : '';
  return `told: ${told.slice(0, toldShown).map(incidentText).join('; ')}${more}`;
}

/** `6 cases in 2 files: 5 passed, 1 failed` */
export function summaryText(cases: number, files: number, failed: number): string {
  const passed = pc.green(`${cases - failed} passed`);
  return ` ${plural(cases, 'case')} in ${plural(files, 'file')}: ${failed === 0 ? passed : `${passed}, ${pc.red(`${failed} failed`)}`}\n`;
}

function failureText(failure: CaseFailure, columns: number): string {
  const line = (label: string, text: string, paint?: (text: string) => string): string =>
    hangText(text, { first: `     ${pc.dim(label.padEnd(10))}`, columns, indent, ...(paint === undefined ? {} : { paint }) });
  switch (failure.kind) {
    case 'unexpected':
      return [
        line('expected', failure.isAllUnexpected ? 'nothing' : 'nothing more'),
        line('got', incidentText(failure.found), pc.red),
      ].join('\n');
    case 'unwanted':
      return [
        line('expected', expectationText(failure.expected), pc.green),
        line('got', incidentText(failure.found), pc.red),
      ].join('\n');
    case 'missing': {
      const { expected, nearest, because } = failure;
      const got = nearest === null ? 'nothing of the kind' : incidentText(nearest.found);
      return [
        line('expected', expectationText(expected), pc.green),
        line(nearest === null ? 'got' : 'nearest', got, pc.red),
        ...(nearest?.differences ?? []).map((one, i) => line(i === 0 ? 'differs' : '', differenceText(one))),
        ...because.slice(0, conditionsShown).map((one, i) => line(i === 0 ? 'because' : '', conditionText(one))),
      ].join('\n');
    }
  }
}

const differenceText = ({ field, expected, got }: Difference): string =>
  `${field}: expected ${pc.green(expected)}, got ${pc.red(got)}`;

/** What missed, where anything did. */
function conditionText({ finding, about, checks }: Condition): string {
  const missed = checks.filter(({ isMet }) => !isMet).map(({ text }) => `✗ ${text}`);
  return cleanText(`${finding}${about === '' ? '' : ` ${about}`}: ${missed.join('; ')}`, nameCharacters);
}

/** `breakthrough 203.0.113.7 at vm-db1 3389/tcp, critical, told (first)` */
function incidentText(found: CaseIncident): string {
  const { latest, severity } = found.incident;
  const score = latest.score === null ? '' : `, score ${Math.round(latest.score)}`;
  const place = placeText(targetsOf(latest)[0], portsOf(latest).map(nameOfPort));
  const who =
    latest.sources[0] === undefined
      ? ''
      : `${latest.sources[0]}${latest.sources.length > 1 ? ` and ${latest.sources.length - 1} more` : ''}`;
  const what = [latest.finding, who, place].filter((part) => part !== '').join(' ');
  return cleanText(`${what}, ${severity}${score}, ${tellingText(found)}`, nameCharacters);
}

function placeText(target: string | undefined, ports: readonly string[]): string {
  const port = ports.length > 3 ? plural(ports.length, 'port') : ports.join(', ');
  if (target === undefined) return port === '' ? '' : `on ${port}`;
  return `at ${target}${port === '' ? '' : ` ${port}`}`;
}

/** An expectation in words, as a case writes it. */
function expectationText(expected: WrittenExpectation): string {
  if (typeof expected === 'string') return `${expected}, told`;
  const { not, absent, severity, score, reason, told = reason === undefined ? true : undefined } = expected;
  if (not !== undefined) return `not told: ${likenessText(not)}`;
  if (absent !== undefined) return `not even found: ${likenessText(absent)}`;
  const details = [
    likenessText(expected),
    ...(severity === undefined ? [] : [severity]),
    ...(score === undefined ? [] : [`score ${score}`]),
    ...(told === undefined ? [] : [told ? 'told' : 'not told']),
    ...(reason === undefined ? [] : [`reason ${Array.isArray(reason) ? reason.join(', ') : reason}`]),
  ];
  return cleanText(details.join(', '), nameCharacters);
}

function likenessText(like: WrittenLikeness | string): string {
  if (typeof like === 'string') return like;
  const { finding = 'anything', source, target, port } = like;
  const place = placeText(target, port === undefined ? [] : [nameOfPort(toPortKey(port))]);
  return [finding, source ?? '', place].filter((part) => part !== '').join(' ');
}
