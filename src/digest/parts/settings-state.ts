import type { SettingChange, SettingsState } from '../../model/digest/settings-state.ts';
import type { DetectionSettings } from '../../model/settings.ts';

const changesShown = 20;
const textCharacters = 120;
/** Shown apart, and no setting that anyone writes. */
const notSettings: ReadonlySet<string> = new Set(['version']);

/** The settings in force, and what is different from those of the digest before. */
export function settingsState(now: DetectionSettings, before: DetectionSettings | null): SettingsState {
  const changes = before === null || before.version === now.version ? [] : differences(before, now, '');
  return {
    version: now.version,
    previousVersion: before?.version ?? null,
    isChanged: before !== null && before.version !== now.version,
    changes: changes.slice(0, changesShown),
    moreChanges: Math.max(0, changes.length - changesShown),
  };
}

type Json = Readonly<Record<string, unknown>>;

/** Lists are taken as a whole, entry by entry: what was there and is not, and what is new. */
function differences(before: unknown, now: unknown, key: string): readonly SettingChange[] {
  if (isObject(before) && isObject(now)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter(
      (name) => key !== '' || !notSettings.has(name),
    );
    return names.flatMap((name) => differences(before[name], now[name], key === '' ? name : `${key}.${name}`));
  }
  if (Array.isArray(before) && Array.isArray(now)) return differencesOfLists(before, now, key);
  const [textBefore, textNow] = [textOf(before), textOf(now)];
  return textBefore === textNow ? [] : [{ key, before: textBefore, after: textNow }];
}

function differencesOfLists(before: readonly unknown[], now: readonly unknown[], key: string): readonly SettingChange[] {
  const [textsBefore, textsNow] = [before.map(textOf), now.map(textOf)];
  const gone = textsBefore.filter((text) => !textsNow.includes(text)).map((text) => ({ key, before: text, after: '' }));
  const come = textsNow.filter((text) => !textsBefore.includes(text)).map((text) => ({ key, before: '', after: text }));
  return [...gone, ...come];
}

function textOf(value: unknown): string {
  const text = wholeText(value);
  return text.length > textCharacters ? `${text.slice(0, textCharacters - 1)}…` : text;
}

/** An entry as its fields, those that say nothing left out: `port 22, weight 5, name ssh`. */
function wholeText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(wholeText).join(' ');
  if (!isObject(value)) return String(value);
  return Object.entries(value)
    .map(([key, field]) => (key.endsWith('AtMs') ? [key.slice(0, -4), dateText(field)] : [key, wholeText(field)]))
    .filter(([, text]) => text !== '')
    .map(([key, text]) => `${key} ${text}`)
    .join(', ');
}

const dateText = (ms: unknown): string => (typeof ms === 'number' ? new Date(ms).toISOString().slice(0, 10) : '');
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
