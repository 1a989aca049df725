import type { Rule, Target } from '../../../src/model/facts.ts';
import type { BlobRef, Stream } from '../../../src/model/stream.ts';
import { flowLogContainers, streamOfBlob } from '../../../src/read/stream-of-blob.ts';

/** Targets that face the internet, each with a NIC that one VNet flow log covers. */
export interface Network {
  readonly targets: readonly Target[];
  /** The first denies what nothing else allows; the last lets in. */
  readonly rules: readonly Rule[];
}

const subscription = '/subscriptions/11111111-2222-3333-4444-555555555555';
const denyRules = 9;
const targetsOfFlowLog = 250;

/** A network of so many targets, always the same. */
export function networkOf(targets: number): Network {
  return {
    targets: Array.from({ length: targets }, (_, i) => ({
      mac: macOf(i),
      address: `10.${1 + (i >> 16)}.${(i >> 8) & 255}.${i & 255}`,
      resource: `${subscription}/resourceGroups/rg-${i % 20}/providers/Microsoft.Network/networkInterfaces/vm-${i}-nic`,
    })),
    rules: [
      ...Array.from({ length: denyRules }, (_, i) =>
        ruleNamed(i === 0 ? 'DefaultRule_DenyAllInBound' : `UserRule_deny-internet-${i}`),
      ),
      ruleNamed('UserRule_allow-from-internet'),
    ],
  };
}

const macOf = (target: number): string => `000D3A${target.toString(16).toUpperCase().padStart(6, '0')}`;
const ruleNamed = (name: string): Rule => ({
  name,
  acl: `${subscription}/resourceGroups/shop/providers/Microsoft.Network/networkSecurityGroups/shop-nsg`,
});

/** The stream of one target in an hour such as `2026112123`. */
export function streamOf({ mac }: Target, index: number, hour: string): Stream {
  const stream = streamOfBlob(blobOfTarget(mac, index, hour));
  if (stream === null) throw new Error(`no flow log's path: ${mac} ${hour}`);
  return stream;
}

function blobOfTarget(mac: string, index: number, hour: string): BlobRef {
  const log = `flowLogResourceID=/11111111-2222-3333-4444-555555555555_NETWORKWATCHERRG/NETWORKWATCHER_WESTEUROPE_LOG-${Math.floor(index / targetsOfFlowLog)}`;
  const folder = `y=${hour.slice(0, 4)}/m=${hour.slice(4, 6)}/d=${hour.slice(6, 8)}/h=${hour.slice(8, 10)}/m=00`;
  return {
    account: 'flowlogs.blob.core.windows.net',
    container: flowLogContainers.vnet,
    path: `${log}/${folder}/macAddress=${mac}/PT1H.json`,
  };
}
