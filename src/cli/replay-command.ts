import { compose } from '../compose.ts';
import { processEnvironment } from '../config/process-environment.ts';
import { replayRejected } from '../pipeline/replay-rejected.ts';
import type { Log } from '../ports/log.ts';
import { checkDay, compactDay } from './day.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { columnsToFit, write } from './terminal.ts';
import { wrapWords } from './wrap-words.ts';

const silent: Log = { info: () => {}, error: () => {} };

/**
 * Reads a day's rejections again and prints what became of them.
 *
 * @param day `2026-11-21` (UTC)
 * @throws Failure `settings-invalid`, and what storage throws
 */
export async function replayCommand(day: string): Promise<ExitCode> {
  checkDay(day);
  const { ports, ingest, settings } = await compose(processEnvironment());
  const { watchedPorts } = await settings.recent();
  const outcome = await replayRejected({ ...ports, log: silent }, { ...ingest, watchedPorts }, compactDay(day));
  const left = outcome['still-rejected'] + outcome['blob-changed'] + outcome.replaced;
  const line =
    `${day} (UTC): ${outcome.counted} counted now, ${outcome['still-rejected']} still cannot be decoded, ` +
    `${outcome['blob-changed']} are not in their blobs any more, ${outcome.replaced} do not count any more`;
  await write(process.stdout, `${wrapWords(line, columnsToFit())}\n`);
  return left === 0 ? exitCode.ok : exitCode.problems;
}
