import { createHash } from 'node:crypto';

/** Hash of an hour's streams and their revisions: any commit to any of them changes it. */
export function fingerprintOf(cursors: readonly { readonly streamId: string; readonly revision: number }[]): string {
  const lines = cursors.map(({ streamId, revision }) => `${streamId} ${revision}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('base64url').slice(0, 22);
}
