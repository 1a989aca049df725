/** What the newest record of a flow log says of itself. */
export interface LastRecord {
  /** Its minute, ms since the epoch. */
  readonly timeMs: number;
  /** 1 or 2 for NSG flow logs, 4 for those of virtual networks; null where the record does not say. */
  readonly version: number | null;
}

const times = /"time"\s*:\s*"([^"]{10,40})"/g;
/** NSG records name it in `properties`, those of virtual networks at the top. */
const versions = /"(?:Version|flowLogVersion)"\s*:\s*(\d{1,2})\b/g;

/**
 * Looks for the last record in the end of a flow-log blob, by its text alone.
 *
 * @param end the last bytes of a blob, which may begin in the middle of a record
 * @returns null where no record begins in them
 */
export function lastRecord(end: Uint8Array): LastRecord | null {
  const text = Buffer.from(end).toString('latin1');
  const time = [...text.matchAll(times)].at(-1);
  const timeMs = Date.parse(time?.[1] ?? '');
  if (time === undefined || Number.isNaN(timeMs)) return null;
  const version = [...text.slice(time.index).matchAll(versions)].at(0)?.[1];
  return { timeMs, version: version === undefined ? null : Number(version) };
}
