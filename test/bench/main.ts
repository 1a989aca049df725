import { exitCode } from '../../src/cli/exit-code.ts';
import { endWithReader } from '../../src/cli/terminal.ts';
import { benches } from './benches.ts';
import { parseArguments, UsageError } from './parse-arguments.ts';
import { runProofs } from './proofs.ts';
import { jsonOf, runBenches } from './run-benches.ts';

/** Where `npm run bench` begins. */

endWithReader();
// Ended by an exit, temporary folders are removed.
process.once('SIGINT', () => process.exit(130));

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = exitCode.cannot;
}

async function main(): Promise<number> {
  const command = parseArguments(process.argv.slice(2), benches);
  switch (command.kind) {
    case 'help':
      console.log(command.text.trimEnd());
      return exitCode.ok;
    case 'proofs':
      await runProofs(command.options);
      return exitCode.ok;
    case 'benches': {
      const run = await runBenches(command.chosen, command.values, (text) => command.json || console.log(text));
      if (command.json) console.log(jsonOf(run));
      return run.problems.length === 0 ? exitCode.ok : exitCode.problems;
    }
  }
}
