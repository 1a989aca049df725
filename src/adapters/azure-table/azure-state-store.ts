import { createHash } from 'node:crypto';
import type { TableClient } from '@azure/data-tables';
import type { StateStore } from '../../ports/state-store.ts';
import { packJson, unpackJson } from './packed-property.ts';
import { readRow } from './read-rows.ts';
import { writeRow } from './write-rows.ts';

/** The table of small values that outlive a process. */
export const stateTable = 'KnockwatchState';

const statePartition = 'state';
/** A key holds 512 characters; a longer name keeps its beginning and a hash of the whole. */
const keyCharacters = 400;

/**
 * Small values over Azure Table Storage, all in one partition.
 *
 * @param table client of `KnockwatchState`; the table is made by the first write that misses it
 */
export function azureStateStore(table: TableClient): StateStore {
  return {
    read: async (name) => {
      const row = await readRow(table, statePartition, stateKey(name));
      return row && { value: unpackJson(row, 'value'), version: row.etag };
    },
    write: async (name, value, replaces) => {
      const row = { partitionKey: statePartition, rowKey: stateKey(name), name, ...packJson('value', value) };
      return (await writeRow(table, { row, replaces })).kind;
    },
  };
}

/**
 * A name as a key: what keys may not hold, and `~`, is written `~` and its code in hex, so that no two names share a key.
 * Source: https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model
 */
function stateKey(name: string): string {
  const key = name.replace(/[^\w.:=@-]/gu, (character) => `~${character.codePointAt(0)?.toString(16)}~`);
  if (key.length <= keyCharacters) return key;
  return `${key.slice(0, keyCharacters)}~~${createHash('sha256').update(name).digest('base64url')}`;
}
