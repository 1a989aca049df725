import type { Health } from '../../pipeline/read-health.ts';
import { plural } from '../plural.ts';
import { ageText } from './age-text.ts';
import { type Check, checksOf } from './check.ts';

const { well, wrong, skipped } = checksOf('The running app');
const minuteMs = 60_000;
/** `evaluate` runs every minute, `sweep` every five; both may take some minutes on a first start. */
const limits = { evaluationMs: 10 * minuteMs, sweepMs: 20 * minuteMs, undeliveredMs: 60 * minuteMs, lagMinutes: 15 } as const;

/** What the app itself left in its tables: when it last evaluated and swept, what waits, how late records are counted. */
export function checkHealth(health: Health): readonly Check[] {
  if (health.status === 'down') return [skipped('Read its tables', `not tried, the tables cannot be read (${health.code})`)];
  const nowMs = Date.parse(health.now);
  return [
    checkEvaluation(health.lastEvaluation, nowMs),
    checkSweep(health.lastSweep, nowMs),
    ...checkMessages(health, nowMs),
    checkLag(health.lagAtMostMinutes),
  ];
}

const notRunning = (name: string): string =>
  `Check that the function app is started and deployed (its functions are listed in the portal), that ${name} is not switched off by AzureWebJobs.${name}.Disabled, and what its log says: docs/deploy.md, "Nothing arrives".`;

function checkEvaluation(at: string | null, nowMs: number): Check {
  const tried = 'Last evaluation';
  if (at === null) return skipped(tried, 'none yet', notRunning('evaluate'));
  const ageMs = nowMs - Date.parse(at);
  const found = `${ageText(ageMs)} ago`;
  return ageMs <= limits.evaluationMs ? well(tried, found) : wrong(tried, found, notRunning('evaluate'));
}

function checkSweep(swept: unknown, nowMs: number): Check {
  const tried = 'Last sweep';
  const { at, flowLogs, failed } = Object(swept);
  if (typeof at !== 'string') return skipped(tried, 'none yet', notRunning('sweep'));
  const ageMs = nowMs - Date.parse(at);
  const found = `${ageText(ageMs)} ago, ${plural(Number(flowLogs), 'flow log')}, ${plural(Number(failed), 'failure')}`;
  if (ageMs > limits.sweepMs) return wrong(tried, found, notRunning('sweep'));
  if (Number(failed) === 0) return well(tried, found);
  return wrong(
    tried,
    found,
    'The app could not list or read some flow logs; they are tried again. If it stays, its identity lacks Storage Blob Data Reader on a flow-log account, or a firewall keeps it out: the log of sweep names the code.',
  );
}

function checkMessages(
  { undelivered, oldestUndelivered, failed }: Extract<Health, { status: 'up' }>,
  nowMs: number,
): readonly Check[] {
  const ageMs = oldestUndelivered === null ? 0 : nowMs - Date.parse(oldestUndelivered);
  const found =
    undelivered === 0
      ? 'none waits'
      : `${plural(undelivered, 'message waits', 'messages wait')}, the oldest for ${ageText(ageMs)}`;
  const advice = 'They are kept and sent as soon as Slack takes them. See above what Slack says, and run doctor --send.';
  const waiting =
    ageMs > limits.undeliveredMs ? wrong('Undelivered messages', found, advice) : well('Undelivered messages', found);
  return failed.length === 0
    ? [waiting]
    : [
        waiting,
        wrong(
          'Messages given up',
          failed.join(', '),
          'Only a person can repair the cause, named behind each. What they told stays in the table KnockwatchIncidents.',
        ),
      ];
}

function checkLag(lag: number | null): Check {
  const tried = 'Delay of counting';
  if (lag === null) return skipped(tried, 'no record in the last two hours');
  const found = lag > 60 ? 'more than an hour' : `95 of 100 records within ${plural(lag, 'minute')}`;
  if (lag <= limits.lagMinutes) return well(tried, found);
  return wrong(
    tried,
    found,
    'Azure wrote late, or events do not arrive and the sweep finds the blobs instead: check that each ingest function has its event subscription. After an outage it passes by itself.',
  );
}
