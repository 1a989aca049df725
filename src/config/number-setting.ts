import { parseDocument } from 'yaml';
import { Failure } from '../model/failure.ts';
import type { DetectionSettings } from '../model/settings.ts';
import type { WrittenSettings } from './detection-schema.ts';
import { suggestion } from './nearest-name.ts';
import { toDetectionSettings } from './to-detection-settings.ts';
import { toWatchedPort } from './to-port.ts';
import type { SettingPath } from './written-problem.ts';
import { checkWrittenSettings } from './written-problems.ts';

/** A setting that is a number, found by its name, so that other values of it can be tried. */
export interface NumberSetting {
  /** What it is now, by the file or by default. */
  readonly value: number;
  readonly with: (value: number) => SettingsWithNumber;
}

/** Settings with another value in one place, or why they would not be valid. */
export type SettingsWithNumber =
  | { readonly kind: 'valid'; readonly settings: DetectionSettings }
  | { readonly kind: 'invalid'; readonly problem: string };

/**
 * Finds a number in a settings file by its dotted name: `targeted.low`, `budget.perDay`; in a list by what its entry is called:
 * `thresholds.rdp-sweep.count`, `watchedPorts.3389.weight`.
 *
 * @param text of a valid file; what it does not name has its default
 * @throws Failure `settings-invalid` where there is no such setting (naming the nearest) or it is no number
 */
export function numberSetting(text: string, dotted: string): NumberSetting {
  const checked = checkWrittenSettings(parseDocument(text).toJS() ?? {});
  if (checked.kind === 'invalid') throw new Failure('settings-invalid', 'The settings to change a number in are not valid');
  const whole = writtenInFull(checked.settings);
  const path = findPath(whole, dotted);
  return { value: numberAt(whole, path, dotted), with: (value) => withNumber(whole, path, value) };
}

/** Every setting with its value, also where a port stands alone for an entry. */
function writtenInFull(settings: WrittenSettings): unknown {
  const watchedPorts = settings.watchedPorts.map((entry) => {
    const { weight, name } = toWatchedPort(entry);
    return { port: typeof entry === 'object' ? entry.port : entry, weight, name };
  });
  return JSON.parse(JSON.stringify({ ...settings, watchedPorts }));
}

function findPath(whole: unknown, dotted: string): SettingPath {
  const path: (string | number)[] = [];
  let node = whole;
  for (const step of dotted.split('.')) {
    const children = childrenOf(node);
    const child = children.find(({ name }) => name === step);
    if (child === undefined) throw unknown(dotted, step, children);
    path.push(child.key);
    node = child.value;
  }
  return path;
}

interface Child {
  /** As people call it. */
  readonly name: string;
  readonly key: string | number;
  readonly value: unknown;
}

function childrenOf(node: unknown): readonly Child[] {
  if (Array.isArray(node)) return node.map((value, key) => ({ name: nameOfEntry(value, key), key, value }));
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).map(([name, value]) => ({ name, key: name, value }));
}

/** A rule goes by its name, a port by its number, an expected source by its label. */
function nameOfEntry(entry: unknown, place: number): string {
  if (typeof entry !== 'object' || entry === null) return String(entry);
  const named = Object.fromEntries(Object.entries(entry));
  return String(named['port'] ?? named['name'] ?? named['label'] ?? place);
}

function unknown(dotted: string, step: string, children: readonly Child[]): Failure {
  const names = children.filter(({ value }) => holdsNumber(value)).map(({ name }) => name);
  const hint = names.length === 0 ? 'nothing there is a number' : suggestion(step, names);
  return new Failure('settings-invalid', `There is no setting ${dotted}: unknown "${step}", ${hint}`);
}

const holdsNumber = (value: unknown): boolean =>
  typeof value === 'number' || childrenOf(value).some((child) => holdsNumber(child.value));

function numberAt(whole: unknown, path: SettingPath, dotted: string): number {
  let node = whole;
  for (const step of path) node = childrenOf(node).find(({ key }) => key === step)?.value;
  if (typeof node === 'number') return node;
  const inside = childrenOf(node).filter(({ value }) => holdsNumber(value));
  const hint = inside.length === 0 ? '' : `; within it are ${inside.map(({ name }) => `${dotted}.${name}`).join(', ')}`;
  throw new Failure('settings-invalid', `The setting ${dotted} is no number${hint}`);
}

function withNumber(whole: unknown, path: SettingPath, value: number): SettingsWithNumber {
  const checked = checkWrittenSettings(inRisingOrder(replaced(whole, path, value), path, value));
  if (checked.kind === 'valid') return { kind: 'valid', settings: toDetectionSettings(checked.settings) };
  return { kind: 'invalid', problem: checked.problems.map(({ text }) => text).join('; ') };
}

/** A copy of a node with one number in it replaced. */
function replaced(node: unknown, [step, ...rest]: SettingPath, value: number): unknown {
  if (step === undefined) return value;
  const entries = childrenOf(node).map(({ key, value: child }) => [key, key === step ? replaced(child, rest, value) : child]);
  return Array.isArray(node) ? entries.map(([, child]) => child) : Object.fromEntries(entries);
}

const risingScores = ['low', 'medium', 'high'];

/** The scores of `targeted` must rise: one that is moved past another takes it along. */
function inRisingOrder(whole: unknown, path: SettingPath, value: number): unknown {
  const moved = risingScores.indexOf(String(path[1]));
  if (path[0] !== 'targeted' || moved < 0) return whole;
  return risingScores.reduce((changed, name, place) => {
    const at = ['targeted', name];
    const now = numberAt(changed, at, name);
    const allowed = place < moved ? Math.min(now, value) : Math.max(now, value);
    return replaced(changed, at, place === moved ? value : allowed);
  }, whole);
}
