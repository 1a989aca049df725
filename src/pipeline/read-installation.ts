import type { Installation } from '../model/installation.ts';
import type { StateStore } from '../ports/state-store.ts';

/** The name of the state row that keeps when each flow log was first listed. */
const installationRow = 'installation';

export interface StoredInstallation {
  readonly installation: Installation;
  readonly version: string | null;
}

const isInstallation = (value: unknown): value is Installation =>
  typeof value === 'object' && value !== null && Object.values(value).every((ms) => typeof ms === 'number');

/** When each flow log was first listed; empty before the first sweep. */
export async function readInstallation(state: StateStore): Promise<StoredInstallation> {
  const row = await state.read(installationRow);
  if (row === null) return { installation: {}, version: null };
  return { installation: isInstallation(row.value) ? row.value : {}, version: row.version };
}

/** Notes flow logs that were never listed before as installed now; where another instance wrote meanwhile, the next sweep notes the rest. */
export async function noteFlowLogs(state: StateStore, flowLogs: readonly string[], nowMs: number): Promise<void> {
  const { installation, version } = await readInstallation(state);
  const unknown = flowLogs.filter((flowLog) => !(flowLog in installation));
  if (unknown.length === 0) return;
  await state.write(
    installationRow,
    { ...installation, ...Object.fromEntries(unknown.map((flowLog) => [flowLog, nowMs])) },
    version,
  );
}
