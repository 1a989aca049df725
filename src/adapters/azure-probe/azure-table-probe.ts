import { randomUUID } from 'node:crypto';
import type { TableClient } from '@azure/data-tables';
import type { TableProbe, TableStep } from '../../ports/table-probe.ts';
import { storageCode } from '../azure-failure.ts';
import { callTimeoutMs } from '../time-limits.ts';
import { access } from './access-problem.ts';

/** Nothing else uses this partition, so a trial that is cut off leaves a row that nobody reads. */
const partition = 'doctor';

/**
 * Tries the tables of an account by a row of its own.
 *
 * @param table client of `KnockwatchState`
 */
export function azureTableProbe(table: TableClient): TableProbe {
  const { host, pathname } = new URL(table.url);
  return {
    account: `${host}${pathname.replace(/\/+$/, '')}`,
    tryRow: async () => {
      const trial = newTrial(table);
      for (const step of ['create', 'read', 'replace'] as const) {
        const outcome = await access(trial[step]);
        if (outcome.kind === 'failed') return { ...outcome, failedAt: step };
      }
      const last = await access(trial.delete);
      return last.kind === 'failed' ? { ...last, failedAt: 'delete' } : { ...last, failedAt: null };
    },
  };
}

type Answer = Promise<{ readonly value: true; readonly date?: Date | undefined }>;

function newTrial(table: TableClient): Readonly<Record<TableStep, () => Answer>> {
  const key = { partitionKey: partition, rowKey: randomUUID() };
  const options = () => ({ abortSignal: AbortSignal.timeout(callTimeoutMs) });
  const create = () => table.createEntity({ ...key, note: 'written by knockwatch doctor' }, options());
  return {
    create: async () => {
      const { date } = await create().catch(async (error: unknown) => {
        if (storageCode(error) !== 'TableNotFound') throw error;
        await table.createTable(options());
        return create();
      });
      return { value: true, date };
    },
    read: async () => {
      await table.getEntity(key.partitionKey, key.rowKey, options());
      return { value: true };
    },
    replace: async () => {
      const { date } = await table.updateEntity({ ...key, note: 'changed by knockwatch doctor' }, 'Replace', options());
      return { value: true, date };
    },
    delete: async () => {
      const { date } = await table.deleteEntity(key.partitionKey, key.rowKey, options());
      return { value: true, date };
    },
  };
}
