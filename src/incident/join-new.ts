import type { Followed } from './followed.ts';

/** More new incidents of one finding than this become one message with a table. */
export const mostSeparate = 3;
/** Incidents that share a message are committed in one batch of at most 100 rows. */
const mostTogether = 90;

/**
 * Joins what one evaluation would tell for the first time: more than three new incidents of one finding become one message, else
 * those that share a source do; what late hours hold is told together. The first by id keeps its reason and carries the message; the others are `joined`.
 */
export function joinNew(followed: readonly Followed[]): Followed[] {
  const fresh = followed.filter(({ decision }) => decision?.reason === 'first').sort(byId);
  const joined = new Map<string, Followed>();
  const late = chunks(fresh.filter(({ isLate }) => isLate)).map((together) => ({
    together,
    because: 'they were found in hours that were read late',
  }));
  const timely = Map.groupBy(
    fresh.filter(({ isLate }) => !isLate),
    ({ incident }) => incident.finding,
  );
  for (const group of [...late, ...[...timely.values()].flatMap(groupsOfFinding)]) {
    for (const member of joinGroup(group.together, group.because)) joined.set(member.incident.id, member);
  }
  return followed.map((member) => joined.get(member.incident.id) ?? member);
}

interface Group {
  readonly together: readonly Followed[];
  readonly because: string;
}

function groupsOfFinding(fresh: readonly Followed[]): Group[] {
  if (fresh.length > mostSeparate) {
    const because = `one evaluation found ${fresh.length} new ones (more than ${mostSeparate})`;
    return chunks(fresh).map((together) => ({ together, because }));
  }
  const bySource = Map.groupBy(fresh, ({ incident }) => incident.latest.sources[0] ?? '');
  return [...bySource.values()].map((together) => ({ together, because: 'one evaluation found both, of one source' }));
}

function joinGroup([carrier, ...others]: readonly Followed[], because: string): Followed[] {
  return others.map((member) => ({
    ...member,
    incident: { ...member.incident, toldWith: carrier?.incident.id ?? null },
    decision: { reason: 'joined', detail: `Told in the message of incident ${carrier?.incident.id}: ${because}.` },
  }));
}

function chunks(members: readonly Followed[]): Followed[][] {
  const starts = Array.from({ length: Math.ceil(members.length / mostTogether) }, (_, i) => i * mostTogether);
  return starts.map((start) => members.slice(start, start + mostTogether));
}

function byId(a: Followed, b: Followed): number {
  return a.incident.id < b.incident.id ? -1 : 1;
}
