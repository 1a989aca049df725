import { processEnvironment } from '../config/process-environment.ts';
import { type Arguments, parseArguments, UsageError, usage } from './parse-arguments.ts';
import { runEmbedded } from './run-embedded.ts';
import { openScreen } from './screen.ts';

/** `npm start`: runs Knockwatch on this machine until Ctrl-C. Exit 0 when asked to end, 1 when it cannot go on, 2 for a wrong option. */

/** One Ctrl-C can arrive twice, from the terminal and passed on by npm; a second one after this time forces the end. */
const oneKeyPressMs = 300;

const complain = (error: unknown): void =>
  void process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);

async function main(): Promise<number> {
  let args: Arguments;
  try {
    args = parseArguments(process.argv.slice(2));
  } catch (error) {
    complain(error);
    return error instanceof UsageError ? 2 : 1;
  }
  if (args.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  return run(args);
}

async function run(args: Arguments): Promise<number> {
  const { asked, askedAgain } = watchForEnd();
  const screen = openScreen(process.stdout);
  // Children end with this process, whichever way it ends.
  const early = asked.then(() => 'ended early' as const);
  try {
    const started = await Promise.race([runEmbedded(args, screen), early]);
    if (started === 'ended early') return 0;
    const reason = await Promise.race([asked, started.lost]);
    screen.close();
    if (reason !== null) complain(reason);
    else screen.print('\nEnding.');
    const forced = await Promise.race([started.stop(), askedAgain.then(() => 'forced' as const)]);
    return forced === 'forced' ? 130 : reason === null ? 0 : 1;
  } catch (error) {
    screen.close();
    complain(error);
    return 1;
  } finally {
    screen.close();
  }
}

/** Resolves with null at Ctrl-C, a request to terminate, a closed terminal, or when `npm start` itself has gone; again at the next of these. */
function watchForEnd(): { readonly asked: Promise<null>; readonly askedAgain: Promise<null> } {
  const [first, second] = [Promise.withResolvers<null>(), Promise.withResolvers<null>()];
  let firstMs: number | null = null;
  const ask = (): void => {
    firstMs ??= Date.now();
    first.resolve(null);
    if (Date.now() - firstMs > oneKeyPressMs) second.resolve(null);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  const parent = process.ppid;
  const orphaned = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(orphaned);
    ask();
  }, 1000).unref();
  if (processEnvironment()['npm_lifecycle_event'] === undefined) clearInterval(orphaned);
  return { asked: first.promise, askedAgain: second.promise };
}

process.exit(await main());
