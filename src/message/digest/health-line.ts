import type { Digest } from '../../model/digest.ts';
import { cleanText } from '../clean-text.ts';
import { countText, listText, numberText } from '../count-text.ts';
import { dateTimeText } from '../time-text.ts';

const namedTargets = 3;
const namedLogs = 3;

/** How Knockwatch itself is, in one line. */
export function healthLine(digest: Digest): string {
  const { health, data } = digest;
  return [
    data.kind === 'none' ? 'no record' : countText(health.records, 'record'),
    lagText(health.lagAtMostMinutes),
    health.rejected === 0 ? 'nothing rejected' : `${countText(health.rejected, 'part')} could not be read`,
    silentLogsText(digest),
    silentTargetsText(digest),
    undeliveredText(health),
    databaseText(health.countryDatabase),
  ]
    .filter((part) => part !== '')
    .join('; ');
}

function lagText(minutes: number | null): string {
  if (minutes === null) return '';
  return minutes > 60 ? 'one in twenty more than an hour late' : `95 % counted within ${countText(minutes, 'minute')}`;
}

function silentLogsText({ flowLogs }: Digest): string {
  const silent = flowLogs.filter(({ state }) => state === 'silent').map(({ name }) => cleanText(name, 60));
  if (silent.length === 0) return '';
  const named = silent.length > namedLogs ? countText(silent.length, 'flow log') : listText(silent);
  return `${named} ${silent.length === 1 ? 'is' : 'are'} silent`;
}

function silentTargetsText({ data: { silentTargets, moreSilentTargets } }: Digest): string {
  const count = silentTargets.length + moreSilentTargets;
  if (count === 0) return '';
  const named =
    count > namedTargets ? countText(count, 'target') : listText(silentTargets.map(({ name }) => cleanText(name, 50)));
  return `${named} stopped logging`;
}

function undeliveredText({ undelivered, failed }: Digest['health']): string {
  const waiting =
    undelivered === null
      ? ''
      : `${countText(undelivered.messages, 'message')} not delivered since ${dateTimeText(undelivered.sinceMs)}`;
  const count = failed.reduce((sum, { messages }) => sum + messages, 0);
  const lost =
    count === 0
      ? ''
      : `Slack refused ${countText(count, 'message')} (${failed.map(({ code }) => cleanText(code, 40)).join(', ')})`;
  return [waiting, lost].filter((part) => part !== '').join('; ');
}

function databaseText(database: Digest['health']['countryDatabase']): string {
  return database === null
    ? ''
    : `countries as of ${new Date(database.builtAtMs).toISOString().slice(0, 10)} (${numberText(database.days)} ${database.days === 1 ? 'day' : 'days'} old)`;
}
