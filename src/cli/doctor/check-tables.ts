import type { TableProbe, TableStep } from '../../ports/table-probe.ts';
import { accessCheck, problemText } from './access-words.ts';
import { type Check, checksOf } from './check.ts';

const steps: Readonly<Record<TableStep, string>> = {
  create: 'create a row',
  read: 'read the row',
  replace: 'replace the row',
  delete: 'delete the row',
};

export interface TablesChecked {
  readonly checks: readonly Check[];
  /** Whether it makes sense to read what the app left in them. */
  readonly areInReach: boolean;
  /** The service's clock, ms; null where it did not answer. */
  readonly serviceTimeMs: number | null;
}

/** Tries the tables of the host's account by a row that is created, read, replaced and deleted. */
export async function checkTables(probe: TableProbe, isPerson: boolean): Promise<TablesChecked> {
  const maker = checksOf(`Tables of ${probe.account}`);
  const tried = 'Create, read, replace and delete a row of KnockwatchState';
  const answer = await probe.tryRow();
  if (answer.kind === 'answered') {
    return { checks: [maker.well(tried, 'done')], areInReach: true, serviceTimeMs: answer.serviceTimeMs };
  }
  const asked = { account: probe.account, role: 'Storage Table Data Contributor', setting: 'AzureWebJobsStorage', isPerson };
  const found = `cannot ${steps[answer.failedAt ?? 'create']}: ${problemText(answer.problem)}`;
  const areInReach = answer.problem.kind === 'no-role';
  return { checks: [accessCheck(maker, tried, found, answer.problem, asked)], areInReach, serviceTimeMs: null };
}
