import { CommanderError } from 'commander';
import { Failure } from '../model/failure.ts';
import { exitCode } from './exit-code.ts';
import { program } from './program.ts';
import { endWithReader } from './terminal.ts';

/** Where `npm run knockwatch` begins: runs one command and ends with its exit code; errors are one clear line each. */

endWithReader();

try {
  const commands = program((code) => {
    process.exitCode = code;
  });
  if (process.argv.length <= 2) commands.outputHelp();
  else await commands.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  // Commander has already said what is wrong, or shown the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.ok : exitCode.cannot;
  if (error instanceof Failure) process.stderr.write(`${error.message}\n`);
  else process.stderr.write(`Knockwatch failed: ${error instanceof Error ? error.message : String(error)}\n`);
  return exitCode.cannot;
}
