import type { RejectedPlace } from '../../model/digest/digest-health.ts';
import type { Digest } from '../../model/digest.ts';
import type { RejectionReason } from '../../model/rejection.ts';
import { countText, listText } from '../count-text.ts';
import { clockHourText } from '../time-text.ts';
import { firstLines, lineOf } from './digest-words.ts';

/** What people call the reasons. */
const reasonTexts: Readonly<Record<RejectionReason, string>> = {
  'malformed-tuple': 'a tuple that is not as documented',
  'malformed-record': 'a record that is not as documented',
  'not-a-record': 'bytes that are no record',
  'record-too-long': 'a record that does not end',
  incomplete: 'a record whose end never came',
  'not-a-flow-log': 'a record of another kind of log',
  'unknown-version': 'a version that is not known yet',
  'windows-sdn-audit': 'an audit record of Windows SDN',
  'mixed-formats': 'a record of two formats',
};

const reasonLines = ({ reasons }: Digest['health']): readonly string[] =>
  reasons.map(({ reason, count }) => `${countText(count, 'time')}: ${reasonTexts[reason]}`);

const placeLine = ({ flowLog, hour, offset, length, detail }: RejectedPlace): string =>
  lineOf(
    `${flowLog}, ${hour.slice(0, 4)}-${hour.slice(4, 6)}-${hour.slice(6, 8)} ${clockHourText(hour)} UTC, ${countText(length, 'byte')} from ${offset}: ${detail}`,
  );

/** What could not be read: how often for which reason, and the first places; empty where all could. */
export const rejectedLines = ({ health }: Digest, most: number): readonly string[] => [
  ...reasonLines(health),
  ...firstLines(health.places.map(placeLine), most, 'place'),
];

/** How to have it counted once it can be read; '' where nothing was rejected. */
export function replayLine({ health: { replayDays } }: Digest): string {
  if (replayDays.length === 0) return '';
  const commands = listText(replayDays.map((day) => `npm run knockwatch -- replay ${day}`));
  return lineOf(`Once Knockwatch can read them, ${commands} counts them.`);
}
