import type { Campaign } from '../../../src/model/findings/campaign.ts';
import { core, tcp } from './example-network.ts';

/** Redis, from 9 to 64 networks an hour: medium. */
export function makeCampaign(fields: Partial<Campaign> = {}): Campaign {
  return {
    ...core,
    finding: 'campaign',
    key: '6/6379',
    severity: 'medium',
    openedAtMs: Date.UTC(2026, 10, 22, 2),
    lastSeenAtMs: Date.UTC(2026, 10, 22, 3),
    sources: [],
    doors: [],
    port: 6379,
    protocol: tcp,
    hours: [
      { hour: '2026112200', prefixes: 12, median: 8, isHigh: false },
      { hour: '2026112201', prefixes: 41, median: 9, isHigh: true },
      { hour: '2026112202', prefixes: 64, median: 9, isHigh: true },
    ],
    prefixes: 64,
    median: 9,
    sourceCount: 122,
    denials: 1_412,
    targetCount: 9,
    countries: ['CN', 'BR', 'VN'],
    days: 13,
    why: [
      'An hour is high from 3 times the usual and 20 networks on; 2 of the last 3 hours were.',
      'The usual is the median of that hour of the day and its two neighbours over 13 days of records, at least 1.',
    ],
    ...fields,
  };
}
