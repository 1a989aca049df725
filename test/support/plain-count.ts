import { kindOfAddress, sourceOf } from '../../src/enrich/scope-of-address.ts';

const isPublicAddress = (address: string): boolean => kindOfAddress(address) === 'public';

/** Counts to compare with: sorted lines of `key → sums`, without the lag. */
export interface PlainCount {
  readonly denied: Readonly<Record<string, number>>;
  readonly allowed: Readonly<Record<string, readonly number[]>>;
  readonly totals: Readonly<Record<string, readonly number[]>>;
  readonly records: number;
  readonly tuples: number;
}

type Sums = Record<string, number[]>;

function add(sums: Sums, key: string, values: readonly number[]): void {
  sums[key] = values.map((value, i) => value + (sums[key]?.[i] ?? 0));
}

interface PlainRecord {
  readonly macAddress: string;
  readonly resourceId?: string;
  readonly properties?: { Version: number; flows: { rule: string; flows: { mac: string; flowTuples: string[] }[] }[] };
  readonly flowRecords?: { flows: { aclID: string; flowGroups: { rule: string; flowTuples: string[] }[] }[] };
}

/** The truth, written apart from the product: JSON.parse, split, one object of sums. Only for logs without damage. */
export function plainCount(
  records: readonly string[],
  watchedPorts: ReadonlySet<number>,
  countryOf: (address: string) => string = () => '',
): PlainCount {
  const denied: Sums = {};
  const allowed: Sums = {};
  const totals: Sums = {};
  let tuples = 0;
  for (const text of records) {
    const record = JSON.parse(text) as PlainRecord;
    const count = (rule: string, acl: string, mac: string, tuple: string): void => {
      tuples++;
      countTuple({ denied, allowed, totals }, record, { rule, acl, mac }, tuple.split(','), watchedPorts, countryOf);
    };
    for (const { rule, flows } of record.properties?.flows ?? [])
      for (const nic of flows) for (const tuple of nic.flowTuples) count(rule, record.resourceId ?? '', nic.mac, tuple);
    for (const { aclID, flowGroups } of record.flowRecords?.flows ?? [])
      for (const group of flowGroups) for (const tuple of group.flowTuples) count(group.rule, aclID, record.macAddress, tuple);
  }
  const flat = Object.fromEntries(Object.entries(denied).map(([key, [flows = 0]]) => [key, flows]));
  return { denied: flat, allowed, totals, records: records.length, tuples };
}

function countTuple(
  { denied, allowed, totals }: { denied: Sums; allowed: Sums; totals: Sums },
  record: PlainRecord,
  { rule, acl, mac }: { rule: string; acl: string; mac: string },
  fields: readonly string[],
  watchedPorts: ReadonlySet<number>,
  countryOf: (address: string) => string,
): void {
  const [time = '', source = '', destination = '', , port = '', protocolText = '', direction] = fields;
  const isV4 = record.flowRecords !== undefined;
  const isV1 = record.properties?.Version === 1;
  const isDenied = fields[7] === 'D';
  const state = isV4 ? fields[7] : fields[8];
  const protocol = protocolText === 'T' ? 6 : protocolText === 'U' ? 17 : Number(protocolText);
  const door = protocol * 65536 + Number(port);
  const flows = isV1 || state === 'B' || isDenied ? 1 : 0;
  const [packetsSent = 0, bytesSent = 0, packetsReceived = 0, bytesReceived = 0] = fields.slice(9).map(Number);
  const slot = Math.floor(Number(isV4 ? time.slice(0, -3) : time) / 300);
  const remote = direction === 'I' ? source : destination;
  const key = `${slot} ${sourceOf(source)} ${mac} ${destination} ${port}/${protocol} ${rule} ${acl}`;
  if (direction === 'I' && isPublicAddress(source) && isDenied) add(denied, key, [flows]);
  else if (direction === 'I' && isPublicAddress(source) && watchedPorts.has(door)) {
    const measured = (state === 'C' || state === 'E') && packetsSent > 0 ? 1 : 0;
    add(allowed, key, [flows, packetsSent, bytesSent, packetsReceived, bytesReceived, measured, packetsReceived > 0 ? 1 : 0]);
  }
  const scope = isPublicAddress(remote) ? 'Public' : 'Private';
  const country = isPublicAddress(remote) ? countryOf(remote) : '';
  const watched = watchedPorts.has(door) ? door : -1;
  add(
    totals,
    `${isDenied ? 'denied' : 'allowed'} ${direction === 'I' ? 'inbound' : 'outbound'} ${scope} ${watched} ${country} ${rule} ${acl}`,
    [flows, bytesSent, bytesReceived],
  );
}
