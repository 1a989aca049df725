import { flowLogContainers } from '../../read/stream-of-blob.ts';

/** A blob's container and path. */
export interface BlobPlace {
  readonly container: string;
  readonly path: string;
}

const azurePath =
  /(?<key>resourceId|flowLogResourceID)=\/.*\/y=\d{4}\/m=\d{2}\/d=\d{2}\/h=\d{2}\/m=\d{2}\/(?:macAddress=[^/]+\/)?PT1H\.json$/i;

/**
 * Where a flow-log file would lie in its storage account: as its own path says, if it was downloaded with it, else as its first record says.
 *
 * @param record bytes of that record, JSON.
 */
export function placeOfFile(file: string, record: Uint8Array, loggedAtMs: number): BlobPlace {
  const match = azurePath.exec(file.replaceAll('\\', '/'));
  if (match === null) return placeOfRecord(fieldsOf(record), loggedAtMs);
  const isVnet = match.groups?.['key']?.toLowerCase() === 'flowlogresourceid';
  return { container: isVnet ? flowLogContainers.vnet : flowLogContainers.nsg, path: match[0] };
}

function placeOfRecord(fields: ReadonlyMap<string, string>, loggedAtMs: number): BlobPlace {
  const [year, month, day, hour] = new Date(loggedAtMs).toISOString().split(/[-T:]/);
  const mac = (fields.get('macaddress') ?? '').replace(/[^0-9a-f]/gi, '').toUpperCase();
  const moment = `y=${year}/m=${month}/d=${day}/h=${hour}/m=00/macAddress=${mac || '000000000000'}/PT1H.json`;
  const isVnet = fields.get('category')?.toLowerCase() === 'flowlogflowevent';
  const id = (fields.get(isVnet ? 'flowlogresourceid' : 'resourceid') ?? fields.get('resourceid') ?? '/UNKNOWN').toUpperCase();
  return isVnet
    ? { container: flowLogContainers.vnet, path: `flowLogResourceID=${id}/${moment}` }
    : { container: flowLogContainers.nsg, path: `resourceId=${id}/${moment}` };
}

/** Text members of the record by lower-case name; the record was decoded before, so what cannot be parsed here has none. */
function fieldsOf(record: Uint8Array): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  try {
    const value: unknown = JSON.parse(Buffer.from(record).toString('utf8'));
    for (const [name, member] of Object.entries(Object(value))) {
      if (typeof member === 'string') fields.set(name.toLowerCase(), member);
    }
  } catch {
    return fields;
  }
  return fields;
}
