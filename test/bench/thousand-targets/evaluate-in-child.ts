/** A process that evaluates as the product does, over rows in files, and tells what each tick took: `evaluate-in-child.ts FOLDER TARGETS TICK…`. */
import { memoryStateStore } from '../../../src/adapters/memory/memory-state-store.ts';
import { defaultDetectionSettings } from '../../../src/config/parse-detection-settings.ts';
import { detectFindings } from '../../../src/detect/detect-findings.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { DayHistory } from '../../../src/model/history.ts';
import type { WindowFacts } from '../../../src/model/window.ts';
import { noteEvaluated } from '../../../src/pipeline/evaluate/late-hours.ts';
import { readHistories } from '../../../src/pipeline/evaluate/read-histories.ts';
import { readWindowHours, type WindowPorts, windowOf } from '../../../src/pipeline/evaluate/read-window.ts';
import { noteFlowLogs, readInstallation } from '../../../src/pipeline/read-installation.ts';
import { type TickResult, tickParts } from './evaluation.ts';
import { networkOf, streamOf } from './network.ts';
import { rowFiles } from './row-files.ts';
import { openHours, type Tick, ticks } from './times.ts';

const [, , folder = '', targets = '', ...names] = process.argv;
const state = memoryStateStore();
const flowLogs = networkOf(Number(targets)).targets.map((target, i) => streamOf(target, i, openHours[0] ?? '').flowLog);
await noteFlowLogs(state, [...new Set(flowLogs)], 0);
let open: Tick['open'] = {};
const ports: WindowPorts = { ...rowFiles(folder, () => open), state, warm: { hours: new Map(), histories: new Map() } };

/** The steps of an evaluation up to its findings; incidents depend on these alone, and few things are in them. */
async function evaluate({ name, nowMs }: Tick): Promise<TickResult> {
  const cpuBefore = process.cpuUsage();
  const times = [performance.now()];
  const lap = (): number => times.push(performance.now());
  const [hours, { installation }] = await Promise.all([readWindowHours(ports, nowMs), readInstallation(state)]);
  lap();
  const histories = await readHistories(ports, defaultDetectionSettings, hours, nowMs);
  lap();
  const window = windowOf(hours, installation, nowMs);
  lap();
  const self = { databaseBuiltAtMs: null, isRealTime: true, settingsProblem: null, undelivered: null };
  const settings = defaultDetectionSettings;
  const findings = detectFindings({ window, hours, histories, settings, self, start: null, installation, nowMs });
  lap();
  const cpu = process.cpuUsage(cpuBefore);
  const check = checkOf(window, histories, findings);
  await noteEvaluated(state, hours);
  const secondsOf = (part: number): number => ((times[part + 1] ?? 0) - (times[part] ?? 0)) / 1000;
  const [readHours, readDays, joined, found] = tickParts.map((_, part) => secondsOf(part));
  const { facts } = window;
  return {
    name,
    seconds: { hours: readHours ?? 0, histories: readDays ?? 0, window: joined ?? 0, findings: found ?? 0 },
    cpuSeconds: (cpu.user + cpu.system) / 1e6,
    rows: facts.denied.slot.length + facts.allowed.slot.length,
    sources: facts.sources.address.length,
    // Kilobytes on every system: https://nodejs.org/api/process.html#processresourceusage
    peakMegabytes: (process.resourceUsage().maxRSS * 1024) / 1e6,
    keptMegabytes: null,
    check,
  };
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0);

function checkOf({ facts }: WindowFacts, histories: readonly DayHistory[], findings: readonly Finding[]): TickResult['check'] {
  const { denied, allowed, totals } = facts;
  return {
    slots: denied.slot.reduce((total, slot, row) => total + (slot % 288) * (denied.flows[row] ?? 0), 0),
    denied: denied.flows.reduce((total, flows) => total + flows, 0),
    allowed: allowed.bytesSent.reduce((total, bytes) => total + bytes, 0),
    totals: sum(totals.map(({ flows }) => flows)),
    sources: facts.sources.address.length,
    days: histories.length,
    pairs: sum(histories.map(({ pairs }) => pairs.attempts.reduce((total, attempts) => total + attempts, 0))),
    prefixes: sum(histories.flatMap(({ ports }) => ports.map(({ deniedPrefixes }) => deniedPrefixes))),
    doors: sum(histories.flatMap(({ doors }) => doors.map(({ lastRun }) => sum(lastRun.blocks.map(({ slot }) => slot % 288))))),
    letIn: sum(histories.map(({ letIn }) => letIn.length)),
    findings: JSON.stringify(findings.map(({ key, severity }) => [key, severity])),
  };
}

/** What stays once the rest is given back. */
function keptMegabytes(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

const chosen = ticks.filter(({ name }) => names.includes(name));
for (const [i, tick] of chosen.entries()) {
  open = tick.open;
  const result = await evaluate(tick);
  const isLast = i === chosen.length - 1;
  console.log(JSON.stringify({ ...result, keptMegabytes: isLast ? keptMegabytes() : null }));
}
