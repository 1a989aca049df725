import type { Blindness } from '../../model/findings/blind.ts';
import { cleanText } from '../clean-text.ts';
import { countText, numberText, percentText } from '../count-text.ts';
import { flowLogLabel } from '../flow-log-label.ts';
import { dateTimeText, durationText, hoursSpanText, momentText } from '../time-text.ts';

/** What is missing, what that means, and what to do about it. */
export interface BlindnessWords {
  /** In few words, to stand in a table and after "also:". */
  readonly short: string;
  /** To stand after "Knockwatch: ", without time. */
  readonly headline: string;
  /** A whole sentence with time and numbers. */
  readonly sentence: string;
  readonly meaning: string;
  readonly whatToDo: string;
  /** Since when it is so, ms; null where that is not known. */
  readonly sinceMs: number | null;
  readonly numbers: string;
}

/** Says plainly what Knockwatch cannot see, for a message made at `nowMs`. */
export function blindnessWords(blindness: Blindness, nowMs: number): BlindnessWords {
  switch (blindness.kind) {
    case 'silent-flow-log':
      return silentWords(blindness, nowMs);
    case 'rejected-records':
      return rejectedWords(blindness, nowMs);
    case 'late-records':
      return lateWords(blindness);
    case 'old-database':
      return databaseWords(blindness);
    case 'invalid-settings':
      return settingsWords(blindness);
    case 'undelivered':
      return undeliveredWords(blindness, nowMs);
  }
}

type Of<K extends Blindness['kind']> = Extract<Blindness, { readonly kind: K }>;

function silentWords({ flowLog, silentSinceMs }: Of<'silent-flow-log'>, nowMs: number): BlindnessWords {
  const name = flowLogLabel(flowLog);
  const itsLog = name.startsWith('flow log ') ? name : `the flow log of ${name}`;
  const since = silentSinceMs === null ? 'for two hours or more' : `since ${momentText(silentSinceMs, nowMs)}`;
  return {
    short: `${name} is silent`,
    headline: `nothing comes from ${itsLog}`,
    sentence: `Nothing has come from ${name} ${since}.`,
    meaning: 'What happens behind it is not seen until it writes again.',
    whatToDo: `Look in Network Watcher whether ${itsLog} is on, and whether its storage account lets it write.`,
    sinceMs: silentSinceMs,
    numbers: 'no record',
  };
}

function rejectedWords({ flowLog, hour, rejected, records }: Of<'rejected-records'>, nowMs: number): BlindnessWords {
  const name = flowLogLabel(flowLog);
  const share = percentText(rejected / Math.max(1, rejected + records));
  const span = hoursSpanText([hour], nowMs);
  return {
    short: `${name} is partly unreadable`,
    headline: `${share} of what ${name} wrote cannot be read`,
    sentence: `${countText(rejected, 'part')} of what ${name} wrote${span === '' ? '' : ` from ${span}`} cannot be read, beside ${countText(records, 'record')} that can (${share}).`,
    meaning: 'They are set aside and not counted; nothing in them can raise an alarm.',
    whatToDo: `Look at them with npm run knockwatch -- decode; once Knockwatch can read them, npm run knockwatch -- replay ${dayOf(hour)} counts them.`,
    sinceMs: null,
    numbers: `${numberText(rejected)} beside ${countText(records, 'record')}`,
  };
}

const dayOf = (hour: string): string =>
  /^\d{10}$/.test(hour) ? `${hour.slice(0, 4)}-${hour.slice(4, 6)}-${hour.slice(6, 8)}` : 'DAY';

function lateWords({ late, records, minutes }: Of<'late-records'>): BlindnessWords {
  const share = percentText(late / Math.max(1, records));
  return {
    short: 'records come late',
    headline: `${share} of the records come more than ${countText(minutes, 'minute')} late`,
    sentence: `${countText(late, 'record')} of the last ${numberText(records)} (${share}) were more than ${countText(minutes, 'minute')} old when they were read.`,
    meaning: 'Alarms come late by as much.',
    whatToDo:
      'Look whether the ingest functions fail or wait (Application Insights), and whether Event Grid still delivers; the sweep reads what they miss.',
    sinceMs: null,
    numbers: `${numberText(late)} of ${countText(records, 'record')}`,
  };
}

function databaseWords({ builtAtMs, days }: Of<'old-database'>): BlindnessWords {
  return {
    short: 'the country database is old',
    headline: `the country database is ${countText(days, 'day')} old`,
    sentence: `The country database was built on ${dateTimeText(builtAtMs).slice(0, 10)}, ${countText(days, 'day')} ago.`,
    meaning: 'Countries in messages may be wrong; nothing else depends on them but thresholds with countries.',
    whatToDo: 'Put a newer file where GEOIP_COUNTRY_DATABASE points, or remove that setting to use the embedded database.',
    sinceMs: null,
    numbers: countText(days, 'day'),
  };
}

function settingsWords({ problem }: Of<'invalid-settings'>): BlindnessWords {
  const shown = cleanText(problem, 240) || 'the problem has no name';
  return {
    short: 'the settings are not valid',
    headline: 'the newest settings are not valid',
    sentence: `The newest settings are not valid: ${shown}${/[.?!…]$/.test(shown) ? '' : '.'}`,
    meaning: 'The last valid ones stay in force.',
    whatToDo: 'Correct the file; npm run knockwatch -- validate names every problem with its line.',
    sinceMs: null,
    numbers: shown,
  };
}

function undeliveredWords({ sinceMs, messages }: Of<'undelivered'>, nowMs: number): BlindnessWords {
  const count = countText(messages, 'message');
  const have = messages === 1 ? 'has' : 'have';
  return {
    short: 'messages are not delivered',
    headline: `${count} ${have} not been delivered`,
    sentence: `${count} ${have} waited for delivery since ${momentText(sinceMs, nowMs)} (${durationText(nowMs - sinceMs)}).`,
    meaning: 'What they say has not reached you; nothing is lost, they are sent as soon as Slack takes them.',
    whatToDo:
      'Look at the health function for what Slack answers: a bad token, a missing channel or scope stops delivery until it is put right.',
    sinceMs,
    numbers: count,
  };
}
