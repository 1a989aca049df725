import type { Followed } from './followed.ts';
import { doorTexts, joinsByDoor } from './shared-doors.ts';

/** More new incidents of one finding than this become one message with a table. */
export const mostSeparate = 3;
/** Incidents that share a message are committed in one batch of at most 100 rows. */
const mostTogether = 90;

/**
 * Joins what one evaluation would tell for the first time: more than three new incidents of one finding become one message; else those
 * that share a source, or a target and port, do; what late hours hold is told together. The first by id keeps its reason and carries
 * the message; the others are `joined`.
 */
export function joinNew(followed: readonly Followed[]): Followed[] {
  const fresh = followed
    .filter(({ decision, incident }) => decision?.reason === 'first' && incident.finding !== 'first-start')
    .sort(byId);
  const joined = new Map<string, Followed>();
  const late = { together: fresh.filter(({ isLate }) => isLate), because: 'they were found in hours that were read late' };
  for (const group of [late, ...groupsOf(fresh.filter(({ isLate }) => !isLate))]) {
    for (const together of chunks(group.together)) {
      for (const member of joinGroup(together, group.because)) joined.set(member.incident.id, member);
    }
  }
  return followed.map((member) => joined.get(member.incident.id) ?? member);
}

interface Group {
  readonly together: readonly Followed[];
  readonly because: string;
}

function groupsOf(fresh: readonly Followed[]): Group[] {
  const byFinding = Map.groupBy(fresh, ({ incident }) => incident.finding);
  const many = [...byFinding.values()].filter(({ length }) => length > mostSeparate);
  const isOneOfMany = new Set(many.flat());
  const tables = many.map((together) => ({
    together,
    because: `one evaluation found ${together.length} new ones (more than ${mostSeparate})`,
  }));
  const others = fresh.filter((member) => !isOneOfMany.has(member));
  return [
    ...tables,
    ...connected(others).map((together) => ({ together, because: 'one evaluation found them, of one source or door' })),
  ];
}

/** Groups of those that share a source, or a target and port, directly or over others. */
function connected(fresh: readonly Followed[]): Followed[][] {
  const groups: { readonly members: Followed[]; readonly links: Set<string> }[] = [];
  for (const member of fresh) {
    const links = linksOf(member);
    const touched = groups.filter((group) => links.some((link) => group.links.has(link)));
    const merged = {
      members: [...touched.flatMap(({ members }) => members), member],
      links: new Set([...touched.flatMap((group) => [...group.links]), ...links]),
    };
    for (const group of touched) groups.splice(groups.indexOf(group), 1);
    groups.push(merged);
  }
  return groups.map(({ members }) => members.sort(byId));
}

function linksOf({ incident: { latest, finding } }: Followed): readonly string[] {
  if (finding === 'blind') return [];
  return [...latest.sources.map((source) => `source ${source}`), ...(joinsByDoor(latest) ? doorTexts(latest) : [])];
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
