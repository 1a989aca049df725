import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { dayStartMs } from '../../src/cli/cases/case-time.ts';
import { expandFlow } from '../../src/cli/cases/expand-flow.ts';
import { flow } from '../../src/cli/cases/flow-schema.ts';
import { writeCaseLog } from '../../src/cli/cases/write-case-log.ts';
import type { LogSource } from '../../src/cli/replay/log-source.ts';

const day = '2026-11-21';
const hourMs = 3_600_000;

/** Attempts, told as cases tell them; what is left out has its default. */
export type ToldFlow = v.InferInput<typeof flow>;

/** The flow log that Azure would have written of some attempts on 21 November and the days before, up to the end of its last hour. */
export function sourceOfFlows(flows: readonly ToldFlow[]): LogSource {
  const knocks = flows.flatMap((told) => expandFlow(v.parse(flow, told), day));
  const times = knocks.map(({ atMs }) => atMs);
  return writeCaseLog(knocks, Math.min(...times), Math.max(dayStartMs(day) + hourMs, ...times), 'told flows');
}

/** Writes that log below a folder, in files laid out as Azure does. */
export async function writeFlows(folder: string, flows: readonly ToldFlow[]): Promise<void> {
  const { refs, blobs } = sourceOfFlows(flows);
  for (const ref of refs) {
    const read = await blobs.readRange(ref, 0, Number.MAX_SAFE_INTEGER);
    const path = join(folder, ref.container, ref.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, read.kind === 'bytes' ? read.bytes : '');
  }
}
