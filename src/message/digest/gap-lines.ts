import type { FlowLogCoverage } from '../../model/digest/coverage.ts';
import type { Digest } from '../../model/digest.ts';
import { cleanText } from '../clean-text.ts';
import { countText, numberText } from '../count-text.ts';
import { dateTimeText, spanText } from '../time-text.ts';
import { lineOf } from './digest-words.ts';

/** Records that should be there and are not, a line each, in UTC. */
export const gapLines = ({ data: { gaps }, day }: Digest): readonly string[] =>
  gaps.map(({ name, spans }) =>
    lineOf(
      `No records of ${name === '' ? 'any flow log' : name}: ${spans.map(({ fromMs, toMs }) => spanText(fromMs, toMs, day.fromMs)).join(', ')}`,
    ),
  );

/** What flow logs recorded, a line each: those with something to say first. */
export const coverageLines = ({ flowLogs }: Digest): readonly string[] =>
  flowLogs.toSorted((a, b) => Number(b.state !== 'recording') - Number(a.state !== 'recording')).map(coverageLine);

function coverageLine(log: FlowLogCoverage): string {
  const parts = [
    log.state === 'unseen'
      ? 'nothing was read of it in 30 days'
      : log.records === 0
        ? 'no record of the day'
        : `${countText(log.records, 'record')} of ${countText(log.interfaces, 'network interface')} in ${countText(log.hoursWithRecords, 'hour')}`,
    log.state === 'silent' ? `silent${log.lastRecordMs === null ? '' : ` since ${dateTimeText(log.lastRecordMs)}`}` : '',
    log.silentHours.length > 0 && log.state !== 'silent' ? `${countText(log.silentHours.length, 'hour')} missing` : '',
    log.isReadTwice
      ? 'told by another log as well'
      : log.alsoLoggedElsewhere > 0
        ? `${numberText(log.alsoLoggedElsewhere)} flows also logged elsewhere`
        : '',
    log.retiresOn === null ? '' : `Azure ends NSG flow logs on ${log.retiresOn}`,
  ];
  return lineOf(`${cleanText(log.name, 60)}: ${parts.filter((part) => part !== '').join('; ')}`);
}
