import { cleanText } from './clean-text.ts';

/**
 * Names the writer of a flow log by the path of its blobs (`Stream.flowLog`, upper case): `NSG nsg-db` for one NSG's, `flow log
 * eastus_fl-prod` for a virtual network's, where the path holds region and name.
 * Source: https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview
 */
export function flowLogLabel(flowLog: string): string {
  const [kind = '', name = ''] = flowLog.split('/').slice(-2);
  const shown = cleanText(name.replace(/^NETWORKWATCHER_/i, '').toLowerCase(), 60) || 'without a name';
  return /^networksecuritygroups$/i.test(kind) ? `NSG ${shown}` : `flow log ${shown}`;
}
