import type { Condition } from '../../detect/explain/condition.ts';
import type { SubjectExplained } from '../../detect/explain/explain-subject.ts';
import type { Incident } from '../../model/incident.ts';
import type { DetectionSettings } from '../../model/settings.ts';

/** All that `explain` says of one source or prefix at one moment. */
export interface Explanation extends SubjectExplained {
  /** Event time, ms. */
  readonly atMs: number;
  /** The 24 clock hours that are looked at, ms. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly settings: DetectionSettings;
  /** Those about it, in the order in which they opened. */
  readonly incidents: readonly Incident[];
}

/** Incidents about a subject: those that name it, its prefix or its sources, and those of findings that are there for it now. */
export function incidentsAbout(explained: SubjectExplained, incidents: Iterable<Incident>): readonly Incident[] {
  const met = new Set(explained.conditions.filter(({ outcome }) => outcome === 'met').map(nameOf));
  return [...incidents]
    .filter((incident) => met.has(nameOf(incident)) || namesSubject(explained, incident))
    .sort((a, b) => a.openedAtMs - b.openedAtMs || (a.id < b.id ? -1 : 1));
}

/** Whether an incident is about the subject itself, rather than about a door, port or target that it touched. */
export function namesSubject({ subject, who }: Pick<SubjectExplained, 'subject' | 'who'>, { latest }: Incident): boolean {
  const names = [subject.name, who.prefix, ...(subject.scope === 'prefix' ? who.sources : [])];
  return latest.sources.some((source) => names.includes(source));
}

const nameOf = ({ finding, key }: Pick<Condition, 'finding' | 'key'>): string => `${finding} ${key}`;
