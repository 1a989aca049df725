import type { Incident } from '../model/incident.ts';

/** Where the message of a carrier is: not made (or given up), waiting, or on its way to Slack or there. */
export function stageOf({ posted, outbox }: Incident): 'none' | 'queued' | 'out' {
  if (posted !== null) return 'out';
  const steps = outbox.filter(({ kind }) => kind === 'post').map(({ delivery }) => delivery.step);
  if (steps.includes('queued')) return 'queued';
  return steps.includes('sending') ? 'out' : 'none';
}
