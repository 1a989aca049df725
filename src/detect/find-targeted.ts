import type { Targeted } from '../model/findings/targeted.ts';
import type { Bounds } from '../model/settings.ts';
import { compareText } from './compare-text.ts';
import type { Detection } from './detection.ts';
import { rowsBySource } from './rows-by-source.ts';
import { describeTargeted, severityOf } from './targeted/describe-targeted.ts';
import type { Scored } from './targeted/judge-suspect.ts';
import { numberDays } from './targeted/number-days.ts';
import { scoreSuspects } from './targeted/score-suspects.ts';
import { standFor } from './targeted/stand-for.ts';

/**
 * Finds the sources, and prefixes with at least five sources at one door, whose targeting score reaches the lowest bound, ordered by key.
 *
 * The members of a group that settings name are looked at one by one, and count as one among all targets. With only one target in the window aim cannot be told from noise: what
 * is found then is for the digest.
 *
 * A prefix absorbs its sources that have the same top target and are no graver than it is. A source that works on another target, or would
 * be told as something graver, stays a finding of its own.
 */
export function findTargeted(detection: Detection): readonly Targeted[] {
  const { view, settings } = detection;
  const days = numberDays(detection, standFor(settings.targets));
  const scored = absorbSources(scoreSuspects(detection, days), settings.bounds.targeted);
  const members = scored.flatMap((suspect) => suspect.members);
  if (scored.length === 0) return [];
  const rowsOf = rowsBySource(view.facts.denied, view.isWatched, members, view.facts.sources.address.length);
  return scored
    .map((suspect) => describeTargeted(detection, suspect, rowsOf, suspect.inputs.targetsSeen <= 1))
    .sort((a, b) => compareText(a.key, b.key));
}

/** Leaves out the sources that their prefix stands for. */
export function absorbSources(scored: readonly Scored[], bounds: Bounds['targeted']): Scored[] {
  const prefixes = scored.filter(({ scope }) => scope === 'prefix');
  const prefixOf = new Map(prefixes.flatMap((prefix) => prefix.members.map((member) => [member, prefix])));
  return scored.filter(({ scope, members, target, score }) => {
    const prefix = scope === 'source' ? prefixOf.get(members[0] ?? -1) : undefined;
    return prefix === undefined || prefix.target !== target || isGraver(score, prefix.score, bounds);
  });
}

function isGraver(score: number, than: number, bounds: Bounds['targeted']): boolean {
  return severityOf(score, bounds) !== severityOf(than, bounds) && score > than;
}
