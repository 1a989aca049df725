import { stat } from 'node:fs/promises';
import type { SettingsSource } from '../../ports/settings-source.ts';
import { readTextFile } from './read-text-file.ts';
import { unreadable } from './unreadable.ts';

/** The detection settings in a file; it is read again when its size, its time of change or the file itself is another. */
export function fileSettings(path: string): SettingsSource {
  return {
    name: path,
    read: async (known) => {
      const version = await versionOf(path);
      return version === known ? 'unchanged' : { text: await readTextFile(path), version };
    },
  };
}

async function versionOf(path: string): Promise<string> {
  try {
    const { ino, size, mtimeNs } = await stat(path, { bigint: true });
    return [ino, size, mtimeNs].join('-');
  } catch (error) {
    throw unreadable(path, error);
  }
}
