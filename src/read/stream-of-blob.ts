import { createHash } from 'node:crypto';
import type { BlobRef, FlowLogKind, Stream } from '../model/stream.ts';

/** The containers that Azure Network Watcher writes to; learn.microsoft.com/azure/network-watcher/flow-logs-read. */
export const flowLogContainers: Readonly<Record<FlowLogKind, string>> = {
  nsg: 'insights-logs-networksecuritygroupflowevent',
  vnet: 'insights-logs-flowlogflowevent',
};

/** `…/y=2026/m=11/d=21/h=23/m=00/macAddress=000D3A7F1340/PT1H.json`: the month and the minute are both named `m`. */
const flowLogPath =
  /^(?<flowLog>.+)\/y=(?<y>\d{4})\/m=(?<m>\d{2})\/d=(?<d>\d{2})\/h=(?<h>\d{2})\/m=\d{2}(?:\/macAddress=(?<mac>[^/]+))?\/PT1H\.json$/i;

/** First 20 base64url characters of the SHA-256 of account, container and path: 120 bits. */
const streamId = ({ account, container, path }: BlobRef): string =>
  createHash('sha256').update(`${account}\n${container}\n${path}`).digest('base64url').slice(0, 20);

const kindOf = (container: string): FlowLogKind | null =>
  container === flowLogContainers.vnet ? 'vnet' : container === flowLogContainers.nsg ? 'nsg' : null;

/**
 * What a blob's place says of it: which flow log, NIC and hour.
 *
 * @returns null where the container or the path is not one of a flow log
 */
export function streamOfBlob(ref: BlobRef): Stream | null {
  const kind = kindOf(ref.container);
  const parts = flowLogPath.exec(ref.path)?.groups;
  if (kind === null || parts === undefined) return null;
  const { flowLog = '', y, m, d, h, mac = '' } = parts;
  return {
    id: streamId(ref),
    ref,
    kind,
    hour: `${y}${m}${d}${h}`,
    mac: mac.replace(/[:-]/g, '').toUpperCase(),
    flowLog: flowLog.toUpperCase(),
  };
}
