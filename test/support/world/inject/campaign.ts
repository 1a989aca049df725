import { chanceOf } from '../chance.ts';
import { shareOf, unwatchedShare } from '../port-mix.ts';
import { crowdAddress } from '../sources.ts';
import { hourMs } from '../world-time.ts';
import type { Injection } from './injection.ts';
import { judgeCampaign } from './judges.ts';

/** The crowd on a port rises to several times what is usual, at all targets, for five hours. */
export function campaign(seed: number, port: number, places: number, volume: number, fromMs: number): Injection {
  const untilMs = fromMs + 5 * hourMs;
  const usual = (places * volume * 1_500 * (1 - unwatchedShare) * shareOf(port)) / 24;
  const extra = Math.round(40 + 4 * usual);
  return {
    kind: 'campaign',
    finding: 'campaign',
    fromMs,
    untilMs,
    sources: new Set(),
    place: null,
    port,
    openings: [],
    closings: [],
    actor: ({ startMs, index }, knock) => {
      if (startMs < fromMs || startMs >= untilMs) return;
      const random = chanceOf(seed, 'campaign', index);
      for (let left = extra; left > 0; left--) {
        knock(random.between(0, 59), crowdAddress(random), random.between(0, places - 1), port, random.between(1, 2));
      }
    },
    concerns: (_source, _place, other) => other === port,
    judge: judgeCampaign(fromMs),
  };
}
