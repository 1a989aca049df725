import type { ScoreInputs, ScoreParts } from '../../model/findings/targeted.ts';
import type { NamedTarget } from '../../model/settings.ts';
import { matchEntry } from '../match/match-target.ts';
import type { WindowView } from '../view-window.ts';
import type { Suspect } from './choose-suspects.ts';
import { nameScanners } from './known-scanner.ts';
import { type LookBack, lookBackOn } from './look-back.ts';
import type { NumberedDays } from './number-days.ts';
import type { LookBackContext } from './past-of-source.ts';
import type { Profile } from './profile-suspect.ts';
import { scoreParts, totalScore } from './score-parts.ts';

/** A suspect whose score reached the lowest bound. */
export interface Scored extends Pick<Suspect, 'scope' | 'name' | 'members'> {
  /** Index in the view of its top target. */
  readonly target: number;
  /** Ports there with at least a third of the top port's attempts, the top port first. */
  readonly mainPorts: readonly { readonly port: number; readonly protocol: number }[];
  readonly inputs: ScoreInputs;
  readonly parts: ScoreParts;
  /** Unrounded. */
  readonly score: number;
  /** Label of the known scanner that all its sources belong to, or ''. */
  readonly scanner: string;
}

/** What suspects are judged by, beside their profiles. */
export interface JudgeContext extends LookBackContext {
  /** Targets that saw any denial from the internet in the window. */
  readonly targetsSeen: number;
}

/** Makes the function that scores a profiled suspect; null where that is below the lowest bound. Looks back only where it could reach it. */
export function judgeSuspects(context: JudgeContext): (suspect: Suspect, profile: Profile) => Scored | null {
  const { detection, days, ranked, targetsSeen } = context;
  const { view, settings } = detection;
  const lowest = settings.bounds.targeted.low;
  const lookBack = lookBackOn(context);
  const criticalityOf = criticalities(view, settings.targets);
  const scannerOf = nameScanners(settings.knownScanners);
  return (suspect, profile) => {
    const { scope, name, members } = suspect;
    const scanner = scannerOf(members.map((source) => view.facts.sources.address[source] ?? ''));
    const factors = { criticality: criticalityOf(profile.target), isKnownScanner: scanner !== '' };
    const scoreWith = (past: LookBack) => {
      const inputs = inputsOf(profile, past, targetsSeen);
      const parts = scoreParts(inputs, factors);
      return { inputs, parts, score: totalScore(parts) };
    };
    if (scoreWith(bestPast(days)).score < lowest) return null;
    const scored = scoreWith(lookBack(suspect, profile));
    if (scored.score < lowest) return null;
    const mainPorts = profile.mainPorts.flatMap((rank) => ranked.ports[rank] ?? []);
    return { scope, name, members, target: profile.target, mainPorts, scanner, ...scored };
  };
}

/** The past that would give most points. */
const bestPast = ({ days }: NumberedDays): LookBack => ({ days: days.length, targetsWorkedOn: 1, share: 0 });

function inputsOf(profile: Profile, past: LookBack, targetsSeen: number): ScoreInputs {
  const { attempts, ports, hours, weight, company } = profile;
  return { attempts, ports, hours, weight, company, targetsSeen, ...past };
}

/** Of a target by its index in the view: that of the first entry that matches it, else 1. */
function criticalities({ targets }: WindowView, named: readonly NamedTarget[]): (target: number) => number {
  const entries = named.map(({ match, criticality }) => ({ matches: matchEntry(match), criticality }));
  const known = new Map<number, number>();
  return (index) => {
    const seen = targets[index];
    const found = known.get(index) ?? entries.find(({ matches }) => seen !== undefined && matches(seen.target))?.criticality ?? 1;
    known.set(index, found);
    return found;
  };
}
