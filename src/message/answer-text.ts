import type { Replied } from '../model/findings/finding-core.ts';
import { bytesText, countText } from './count-text.ts';

/** What came back, as far as the log tells, to end a sentence. */
export const answerTexts: Readonly<Record<Replied, string>> = {
  yes: 'packets came back',
  no: 'nothing answered',
  unknown: 'this log does not record replies',
};

/** The same in a table's cell. */
export const answerCells: Readonly<Record<Replied, string>> = { ...answerTexts, unknown: 'not recorded' };

/** What came back with its amount: `packets came back (18 packets, 4.2 kB)`. */
export function answerWithAmount(replied: Replied, packets: number, bytes: number): string {
  const amount = replied === 'yes' && packets > 0 ? ` (${countText(packets, 'packet')}, ${bytesText(bytes)})` : '';
  return `${answerTexts[replied]}${amount}`;
}

/** Added to a sentence: `, and packets came back`; what did not come back is set apart. */
export const andAnswer = (replied: Replied): string => `${replied === 'yes' ? ', and ' : '; '}${answerTexts[replied]}`;
