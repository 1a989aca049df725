import { Failure } from '../model/failure.ts';
import type { Environment } from './process-environment.ts';

/**
 * App settings from a JSON file, in any of the forms in which they are kept: `local.settings.json` (`{"Values": {…}}`), what
 * `az functionapp config appsettings list` prints (`[{"name", "value"}]`), or a plain object.
 *
 * @throws Failure `settings-invalid` where the text is none of these
 */
export function parseSettingsJson(text: string, fileName: string): Environment {
  const entries = entriesOf(parse(text, fileName));
  if (entries === null) throw unusable(fileName, 'it is neither a local.settings.json nor a list of app settings');
  return Object.fromEntries(entries.map(([name, value]) => [name, typeof value === 'string' ? value : String(value)]));
}

function parse(text: string, fileName: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw unusable(fileName, 'it is not JSON');
  }
}

function entriesOf(content: unknown): readonly (readonly [string, unknown])[] | null {
  if (typeof content !== 'object' || content === null) return null;
  if (!Array.isArray(content)) {
    const values = 'Values' in content ? content.Values : content;
    const entries = Object.entries(Object(values)).filter(([, value]) => value !== null);
    return entries.every(([, value]) => typeof value !== 'object') ? entries : null;
  }
  const named = content.map((item: unknown) => ({ name: fieldOf(item, 'name'), value: fieldOf(item, 'value') }));
  return named.every(({ name }) => typeof name === 'string') ? named.map(({ name, value }) => [String(name), value ?? '']) : null;
}

const fieldOf = (item: unknown, name: string): unknown =>
  typeof item === 'object' && item !== null ? Reflect.get(item, name) : undefined;

const unusable = (fileName: string, problem: string): Failure =>
  new Failure('settings-invalid', `Cannot take app settings from ${fileName}: ${problem}.`);
