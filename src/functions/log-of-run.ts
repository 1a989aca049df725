import type { InvocationContext } from '@azure/functions';
import type { Log } from '../ports/log.ts';

/** The log of one run: each event one line of JSON, told through the run's own context, so that Azure files it with the run. */
export function logOfRun(context: InvocationContext): Log {
  return {
    info: (event, fields) => context.log(JSON.stringify({ event, ...fields })),
    error: (event, fields) => context.error(JSON.stringify({ event, ...fields })),
  };
}
