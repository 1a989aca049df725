import { seededRandom } from '../support/sample-log.ts';

/** A v4 log of about `bytes` bytes in which denied inbound flows have exactly `keys` distinct keys (source, port and slot), in random order. */
export function largeLog(bytes: number, keys: number, seed = 1): Buffer {
  const random = seededRandom(seed);
  const tuples = Array.from({ length: keys }, (_, key) => distinctTuple(key));
  const parts: string[] = ['{"records":['];
  let size = 0;
  for (let made = 0; size < bytes || made < keys; made += tuplesPerRecord) {
    const chosen = Array.from(
      { length: tuplesPerRecord },
      (_, i) => tuples[made + i < keys ? made + i : Math.floor(random() * keys)],
    );
    const record = `${size === 0 ? '' : ','}${head}${chosen.join(',')}${tail}`;
    parts.push(record);
    size += record.length;
  }
  return Buffer.from(`${parts.join('')}]}`);
}

const tuplesPerRecord = 300;
const startMs = Date.UTC(2026, 10, 21, 10);
const doors = [23, 23, 23, 22, 3389, 445, 8080, 5555];

/** Four tuples a source, over the hour's twelve slots. */
function distinctTuple(key: number): string {
  const source = Math.floor(key / 4);
  const address = `${20 + (source % 80)}.${(source >> 8) % 256}.${(source >> 3) % 256}.${source % 256}`;
  const atMs = startMs + ((key * 7) % 12) * 300_000 + (key % 1000);
  const port = key < 800 ? (doors[key % doors.length] ?? 23) : (key % 4) * 1000 + (doors[source % doors.length] ?? 23);
  return `"${atMs},${address},10.1.0.4,${40_000 + (key % 20_000)},${port},6,I,D,NX,0,0,0,0"`;
}

const acl =
  '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/shop/providers/Microsoft.Network/networkSecurityGroups/shop-nsg';
const ids =
  '"flowLogGUID":"22222222-0000-0000-0000-000000000000","macAddress":"000D3A7F1340","category":"FlowLogFlowEvent","flowLogResourceID":"/SUBSCRIPTIONS/X/FLOWLOGS/SHOP","targetResourceID":"/subscriptions/x/networkInterfaces/shop-nic","flowLogVersion":4,"operationName":"FlowLogFlowEvent"';
const head = `{"time":"2026-11-21T10:01:03.1234567Z",${ids},"flowRecords":{"flows":[{"aclID":"${acl}","flowGroups":[{"rule":"DefaultRule_DenyAllInBound","flowTuples":[`;
const tail = ']}]}]}}';
