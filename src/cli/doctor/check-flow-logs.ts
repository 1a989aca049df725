import type { FlowLogProbe } from '../../ports/flow-log-probe.ts';
import { lastRecord } from '../../read/last-record.ts';
import { flowLogContainers } from '../../read/stream-of-blob.ts';
import { plural } from '../plural.ts';
import { type Asked, accessCheck, problemText } from './access-words.ts';
import { ageText } from './age-text.ts';
import { type Check, type CheckMaker, checksOf } from './check.ts';

/** Azure writes a block a minute, with some minutes of delay. */
const freshMs = 30 * 60_000;
/** Flow logs whose newest record is looked for; each costs seven listings and a read. */
const lookedAt = 20;

/** One account under trial. */
interface Trial extends CheckMaker {
  readonly probe: FlowLogProbe;
  readonly asked: Asked;
  /** Event time, ms. */
  readonly nowMs: number;
  readonly checks: Check[];
  /** Ages of the newest records, ms. */
  readonly ages: number[];
}

/**
 * Looks at a flow-log account as ingest and sweep do: its containers, its flow logs, and how old the newest record of each is.
 *
 * @param setting name of the connection, such as `FLOW_LOGS`
 * @param nowMs event time
 * @param isPerson a person asks, not the app
 */
export async function checkFlowLogs(
  setting: string,
  probe: FlowLogProbe,
  nowMs: number,
  isPerson: boolean,
): Promise<{ readonly checks: readonly Check[]; readonly serviceTimeMs: number | null }> {
  const asked = { account: probe.account, role: 'Storage Blob Data Reader', setting, isPerson };
  const trial: Trial = { ...checksOf(`Flow logs of ${setting} (${probe.account})`), probe, asked, nowMs, checks: [], ages: [] };
  const containers = [flowLogContainers.vnet, flowLogContainers.nsg];
  const answers = await Promise.all(containers.map((container) => probe.findContainer(container)));
  const [first] = answers;
  if (first?.kind === 'failed') {
    const found = problemText(first.problem);
    return { checks: [accessCheck(trial, 'Look for its containers', found, first.problem, asked)], serviceTimeMs: null };
  }
  const present = containers.filter((_, index) => answers[index]?.kind === 'answered' && Object(answers[index]).value === true);
  if (present.length === 0) trial.checks.push(noContainer(trial));
  for (const container of present) await checkContainer(trial, container);
  if (trial.ages.length > 0 && Math.min(...trial.ages) > freshMs) trial.checks.push(allSilent(trial));
  return { checks: trial.checks, serviceTimeMs: first?.serviceTimeMs ?? null };
}

const noContainer = ({ wrong, asked }: Trial): Check =>
  wrong(
    'Look for its containers',
    'none of insights-logs-flowlogflowevent and insights-logs-networksecuritygroupflowevent exists',
    `Azure makes a container with its first record. Check that ${asked.setting} names the account that the flow logs write to (Network Watcher, Flow logs), and that they are on.`,
  );

const allSilent = ({ wrong, asked, ages }: Trial): Check =>
  wrong(
    'Newest record of the account',
    `${ageText(Math.min(...ages))} old`,
    `No flow log has written to ${asked.account} in the last half hour. Check under Network Watcher, Flow logs that they are on and that Network Watcher may write through the account's firewall (trusted Microsoft services).`,
  );

async function checkContainer(trial: Trial, container: string): Promise<void> {
  const { probe, well, skipped, asked, checks } = trial;
  const listed = await probe.listFlowLogs(container);
  const tried = `List ${container}`;
  if (listed.kind === 'failed') {
    return void checks.push(accessCheck(trial, tried, problemText(listed.problem), listed.problem, asked));
  }
  checks.push(
    listed.value.length === 0 ? skipped(tried, 'no flow log yet') : well(tried, plural(listed.value.length, 'flow log')),
  );
  for (const prefix of listed.value.slice(0, lookedAt)) checks.push(await checkNewest(trial, container, prefix));
  const left = listed.value.length - lookedAt;
  if (left > 0) checks.push(skipped('Newest records', `${plural(left, 'more flow log')} not looked at`));
}

async function checkNewest(trial: Trial, container: string, prefix: string): Promise<Check> {
  const { probe, well, skipped, asked, nowMs, ages } = trial;
  const tried = `Newest record of ${nameOf(prefix)}`;
  const answer = await probe.readNewest(container, prefix);
  if (answer.kind === 'failed') return accessCheck(trial, tried, problemText(answer.problem), answer.problem, asked);
  const record = answer.value === null ? null : lastRecord(answer.value.end);
  if (record === null) return skipped(tried, 'no record yet');
  const ageMs = nowMs - record.timeMs;
  ages.push(ageMs);
  const found = `${ageText(ageMs)} old, ${kindText(container, record.version)}`;
  if (ageMs <= freshMs) return well(tried, found);
  return skipped(tried, found, 'Nothing to do where little happens there; otherwise check that this flow log is on.');
}

/** The last part of a flow log's resource id, which people know it by. */
function nameOf(prefix: string): string {
  const last = prefix.split('/').findLast((part) => part !== '') ?? prefix;
  return last.replace(/^(flowLogResourceID|resourceId)=/i, '');
}

function kindText(container: string, version: number | null): string {
  const kind = container === flowLogContainers.vnet ? 'virtual network' : 'NSG';
  return version === null ? kind : `${kind}, version ${version}`;
}
