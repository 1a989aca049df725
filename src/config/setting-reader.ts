import type { Environment } from './process-environment.ts';

/** Reads app settings by name and keeps every problem, so that all can be reported together. */
export interface SettingReader {
  readonly env: Environment;
  /** Trimmed; null where it is absent, empty, or a Key Vault reference that the platform could not resolve (a problem). */
  text(name: string): string | null;
  /** One line: the setting, what is wrong, what was expected. Never pass the value of a secret. */
  problem(name: string, whatIsWrong: string): void;
  readonly problems: readonly string[];
}

/** App Service puts the reference itself in place of a secret that it cannot read. */
const isUnresolvedReference = (value: string): boolean => value.startsWith('@Microsoft.KeyVault(');

/** Names of settings that hold such a reference, in the order of the environment. */
export const unresolvedReferences = (env: Environment): readonly string[] =>
  Object.keys(env).filter((name) => isUnresolvedReference(env[name]?.trim() ?? ''));

/** A reader over one environment, with no problems yet. */
export function settingReader(env: Environment): SettingReader {
  const problems: string[] = [];
  const problem = (name: string, whatIsWrong: string): void => {
    const line = `${name}: ${whatIsWrong}`;
    if (!problems.includes(line)) problems.push(line);
  };
  const text = (name: string): string | null => {
    const value = env[name]?.trim() ?? '';
    if (!isUnresolvedReference(value)) return value === '' ? null : value;
    problem(
      name,
      'is a Key Vault reference that was not resolved; check that the secret exists and that the identity of the app may read it',
    );
    return null;
  };
  return { env, text, problem, problems };
}

/** An address to call: https, or http on this machine alone. Null where the setting is absent or wrong (a problem). */
export function readUrl(reader: SettingReader, name: string): string | null {
  const text = reader.text(name);
  if (text === null) return null;
  if (isCallable(text)) return text.replace(/\/+$/, '');
  reader.problem(name, 'is no address to call, expected https://… (http:// only for localhost)');
  return null;
}

function isCallable(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
