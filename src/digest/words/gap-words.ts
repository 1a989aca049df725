import type { DataGap, HourSpan } from '../../model/digest/digest-day.ts';
import { localTimeOf } from '../local-day.ts';
import { countWords, listWords } from './count-words.ts';

const spansNamed = 2;
const logsNamed = 2;

/** Stretches of a day by the clocks of its zone: `from 02:00 to 06:00`; many are counted in hours. */
export function spansWords(spans: readonly HourSpan[], timeZone: string): string {
  const hours = spans.reduce((sum, { fromMs, toMs }) => sum + (toMs - fromMs) / 3_600_000, 0);
  if (spans.length > spansNamed) return `in ${countWords(hours, 'hour')}`;
  return listWords(spans.map(({ fromMs, toMs }) => `from ${localTimeOf(fromMs, timeZone)} to ${endOf(toMs, timeZone)}`));
}

/** The end of a day is no beginning. */
function endOf(ms: number, timeZone: string): string {
  const time = localTimeOf(ms, timeZone);
  return time === '00:00' ? '24:00' : time;
}

/** What is missing, to stand in a sentence: `no records of anything from 02:00 to 06:00`. */
export function gapsWords(gaps: readonly DataGap[], timeZone: string): string {
  const everything = gaps.filter((gap) => gap.of === 'everything');
  const logs = gaps.filter((gap) => gap.of === 'flow-log');
  const named = logs.slice(0, logsNamed).map(({ name, spans }) => `of ${name} ${spansWords(spans, timeZone)}`);
  const more = logs.length > logsNamed ? [`of ${countWords(logs.length - logsNamed, 'other flow log')}`] : [];
  return `no records ${listWords([...everything.map(({ spans }) => `of any flow log ${spansWords(spans, timeZone)}`), ...named, ...more])}`;
}
