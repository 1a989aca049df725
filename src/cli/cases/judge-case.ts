import type { Condition } from '../../detect/explain/condition.ts';
import { type CaseIncident, caseIncident } from './case-incident.ts';
import type { WrittenExpectation, WrittenLikeness } from './expectation-schema.ts';
import { type Difference, differences, isLike } from './match-incident.ts';
import type { Case } from './read-case-file.ts';
import type { CaseOutcome } from './run-case.ts';

/** Something that is not as a case expects it. */
export type CaseFailure =
  /** Nothing is like it; the nearest is what differs least. */
  | {
      readonly kind: 'missing';
      readonly expected: WrittenExpectation;
      readonly nearest: { readonly found: CaseIncident; readonly differences: readonly Difference[] } | null;
      /** Why it is not found, where nothing of its kind is. */
      readonly because: readonly Condition[];
    }
  /** It is told, or found, though the case says that it is not. */
  | { readonly kind: 'unwanted'; readonly expected: WrittenExpectation; readonly found: CaseIncident }
  /** It is told, and nothing expects it. */
  | { readonly kind: 'unexpected'; readonly found: CaseIncident; readonly isAllUnexpected: boolean };

/** What came of a case, compared with what it expects. */
export interface JudgedCase {
  readonly failures: readonly CaseFailure[];
  /** What was told, for the line of a case that passed. */
  readonly told: readonly CaseIncident[];
}

type Entry = Exclude<WrittenExpectation, string>;

/** Compares what came of a case with what it expects. */
export function judgeCase({ expect, others }: Pick<Case, 'expect' | 'others'>, outcome: CaseOutcome): JudgedCase {
  const found = outcome.incidents.map((incident) => caseIncident(incident, outcome.countsFromMs));
  const told = found.filter(({ wasTold }) => wasTold);
  const expectations = expect === 'nothing' ? [] : expect;
  const wanted = expectations.filter((expected) => unwantedOf(expected) === null);
  const covered = new Set(wanted.flatMap((expected) => found.filter((one) => differences(entryOf(expected), one).length === 0)));
  const unexpected = others === 'allow' ? [] : told.filter((one) => !covered.has(one));
  const failures = expectations.flatMap((expected) => failuresOf(expected, found, outcome));
  const named = new Set(
    failures.flatMap((failure) =>
      'found' in failure ? [failure.found] : failure.nearest === null ? [] : [failure.nearest.found],
    ),
  );
  return {
    failures: [
      ...failures,
      ...unexpected
        .filter((one) => !named.has(one))
        .map((one) => ({ kind: 'unexpected', found: one, isAllUnexpected: expect === 'nothing' }) as const),
    ],
    told,
  };
}

const entryOf = (expected: WrittenExpectation): Entry => (typeof expected === 'string' ? { finding: expected } : expected);

/** What an expectation says is not there; null where it says what is. */
function unwantedOf(expected: WrittenExpectation): { readonly like: WrittenLikeness; readonly alsoQuiet: boolean } | null {
  if (typeof expected === 'string') return null;
  const like = expected.not ?? expected.absent;
  if (like === undefined) return null;
  return { like: typeof like === 'string' ? { finding: like } : like, alsoQuiet: expected.absent !== undefined };
}

function failuresOf(expected: WrittenExpectation, found: readonly CaseIncident[], outcome: CaseOutcome): CaseFailure[] {
  const unwanted = unwantedOf(expected);
  if (unwanted !== null) {
    return found
      .filter(({ incident, wasTold }) => (wasTold || unwanted.alsoQuiet) && isLike(unwanted.like, incident))
      .map((one) => ({ kind: 'unwanted', expected, found: one }));
  }
  const entry = entryOf(expected);
  const compared = found.map((one) => ({ found: one, differences: differences(entry, one) }));
  if (compared.some((one) => one.differences.length === 0)) return [];
  const [nearest] = compared
    .filter(({ found: { incident } }) => entry.finding === undefined || incident.finding === entry.finding)
    .toSorted((a, b) => a.differences.length - b.differences.length || Number(b.found.wasTold) - Number(a.found.wasTold));
  const because = nearest === undefined && entry.source !== undefined ? missedConditions(entry, outcome) : [];
  return [{ kind: 'missing', expected, nearest: nearest ?? null, because }];
}

function missedConditions({ finding, source = '' }: Entry, { conditionsOf }: CaseOutcome): readonly Condition[] {
  return conditionsOf(source).filter(
    (condition) => condition.outcome !== 'met' && (finding === undefined || condition.finding === finding),
  );
}

/** The sources of which a case may ask why they are not found. */
export const askedSources = ({ expect }: Pick<Case, 'expect'>): readonly string[] =>
  expect === 'nothing' ? [] : expect.flatMap((expected) => (typeof expected === 'string' ? [] : (expected.source ?? [])));
