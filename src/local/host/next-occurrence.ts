/** Lowest value and number of values of each NCRONTAB field: second, minute, hour, day, month, day of week. */
const fields = [
  { from: 0, count: 60 },
  { from: 0, count: 60 },
  { from: 0, count: 24 },
  { from: 1, count: 31 },
  { from: 1, count: 12 },
  { from: 0, count: 7 },
] as const;

/**
 * The first second after `afterMs` that a timer trigger's schedule names (UTC). Knows `*`, numbers, lists, and steps of `*`.
 *
 * @throws Error for any other schedule, or one that names no second within a year.
 */
export function nextOccurrence(schedule: string, afterMs: number): number {
  const parts = schedule.trim().split(/\s+/);
  if (parts.length !== fields.length) throw new Error(`The schedule '${schedule}' has ${parts.length} fields, expected 6.`);
  const allowed = fields.map((field, index) => allowedValues(parts[index] ?? '', field, schedule));
  const limitMs = afterMs + 366 * 86_400_000;
  for (let atMs = (Math.floor(afterMs / 1000) + 1) * 1000; atMs < limitMs; ) {
    const wrong = valuesAt(atMs).findLastIndex((value, index) => !allowed[index]?.has(value));
    if (wrong < 0) return atMs;
    atMs = wrong === 0 ? atMs + 1000 : (Math.floor(atMs / stepMs(wrong)) + 1) * stepMs(wrong);
  }
  throw new Error(`The schedule '${schedule}' names no time within a year.`);
}

function allowedValues(part: string, field: (typeof fields)[number], schedule: string): ReadonlySet<number> {
  const all = Array.from({ length: field.count }, (_, index) => field.from + index);
  const chosen = part.split(',').flatMap((item) => {
    const [base, step] = item.split('/');
    if (base === '*') return all.filter((value) => (value - field.from) % Number(step ?? 1) === 0);
    return all.filter((value) => item === String(value));
  });
  if (chosen.length === 0) throw new Error(`The schedule '${schedule}' has a field that cannot be read: '${part}'.`);
  return new Set(chosen);
}

function valuesAt(ms: number): readonly number[] {
  const at = new Date(ms);
  return [at.getUTCSeconds(), at.getUTCMinutes(), at.getUTCHours(), at.getUTCDate(), at.getUTCMonth() + 1, at.getUTCDay()];
}

/** How far can be skipped when that field does not fit: to the next minute, hour or day. */
function stepMs(field: number): number {
  return field === 1 ? 60_000 : field === 2 ? 3_600_000 : 86_400_000;
}
