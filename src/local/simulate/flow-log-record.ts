import type { SimulatedTarget } from './network.ts';
import { type SimulatedTuple, tupleText } from './simulated-tuple.ts';

/** Azure closes a record before 32 KiB; a tuple takes about 60 bytes. */
const tuplesPerRecord = 450;

/** Records of one target and flush, as JSON text in the order of members that Azure writes: one, or several with the same time in a busy minute. */
export function flowLogRecords(
  target: SimulatedTarget,
  tuples: readonly SimulatedTuple[],
  loggedAtMs: number,
): readonly string[] {
  const records: string[] = [];
  for (let from = 0; from < tuples.length; from += tuplesPerRecord) {
    const part = tuples.slice(from, from + tuplesPerRecord);
    const record = target.kind === 'nsg' ? nsgRecord(target, part, loggedAtMs) : vnetRecord(target, part, loggedAtMs);
    records.push(JSON.stringify(record));
  }
  return records;
}

/** NSG flow log, version 2: https://learn.microsoft.com/azure/network-watcher/nsg-flow-logs-overview */
function nsgRecord(target: SimulatedTarget, tuples: readonly SimulatedTuple[], loggedAtMs: number): object {
  const flows = byRule(tuples).map(([rule, flowTuples]) => ({ rule, flows: [{ mac: target.mac, flowTuples }] }));
  return {
    time: logTime(loggedAtMs),
    systemId: target.systemGuid,
    macAddress: target.mac,
    category: 'NetworkSecurityGroupFlowEvent',
    resourceId: target.nsg.toUpperCase(),
    operationName: 'NetworkSecurityGroupFlowEvents',
    properties: { Version: 2, flows },
  };
}

/** Virtual network flow log, version 4: https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview */
function vnetRecord(target: SimulatedTarget, tuples: readonly SimulatedTuple[], loggedAtMs: number): object {
  const flowGroups = byRule(tuples).map(([rule, flowTuples]) => ({ rule, flowTuples }));
  return {
    time: logTime(loggedAtMs),
    flowLogGUID: target.flowLogGuid,
    macAddress: target.mac,
    category: 'FlowLogFlowEvent',
    flowLogResourceID: target.flowLog,
    targetResourceID: target.watched,
    flowLogVersion: 4,
    operationName: 'FlowLogFlowEvent',
    flowRecords: { flows: [{ aclID: target.nsg, flowGroups }] },
  };
}

function byRule(tuples: readonly SimulatedTuple[]): readonly [rule: string, texts: readonly string[]][] {
  return [...Map.groupBy(tuples, ({ rule }) => rule)].map(([rule, group]) => [rule, group.map(tupleText)]);
}

/** Seven decimals. */
function logTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '0000Z');
}
