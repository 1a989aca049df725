import type { DetectionSettings, ExpectedSource, Suppression } from '../../model/settings.ts';
import type { WrittenProblem } from '../written-problem.ts';
import { overlap } from './ranges.ts';

/** Entries that say something of the same addresses or targets: what one of them says is said in vain, or twice. */
export function overlaps(settings: DetectionSettings): readonly WrittenProblem[] {
  return [
    ...expectedTwice(settings),
    ...scannersTwice(settings),
    ...expectedScanners(settings),
    ...namedTwice(settings),
    ...suppressedTwice(settings),
  ];
}

function expectedTwice({ expectedSources }: DetectionSettings): readonly WrittenProblem[] {
  return pairs(expectedSources).flatMap(({ earlier, later, index }) =>
    later.sources.flatMap((range, j) => {
      const other = earlier.sources.find((candidate) => overlap(candidate, range));
      if (other === undefined || !isSameDoor(earlier, later)) return [];
      return [
        {
          path: ['expectedSources', index, 'sources', j],
          text: `${range} overlaps with ${other} of "${earlier.label}" on a port of both: it is told under both labels`,
        },
      ];
    }),
  );
}

const isSameDoor = (a: ExpectedSource, b: ExpectedSource): boolean =>
  a.ports.some((port) => b.ports.includes(port)) &&
  (a.targets.length === 0 || b.targets.length === 0 || a.targets.some((target) => b.targets.includes(target)));

function scannersTwice({ knownScanners }: DetectionSettings): readonly WrittenProblem[] {
  return pairs(knownScanners).flatMap(({ earlier, later, index }) =>
    later.sources.flatMap((range, j) => {
      const other = earlier.sources.find((candidate) => overlap(candidate, range));
      if (other === undefined) return [];
      return [
        {
          path: ['knownScanners', index, 'sources', j],
          text: `${range} overlaps with ${other} of "${earlier.label}", whose label is shown`,
        },
      ];
    }),
  );
}

function expectedScanners({ knownScanners, expectedSources }: DetectionSettings): readonly WrittenProblem[] {
  return knownScanners.flatMap(({ sources }, i) =>
    sources.flatMap((range, j) => {
      const expected = expectedSources.find((entry) => entry.sources.some((candidate) => overlap(candidate, range)));
      if (expected === undefined) return [];
      const text = `${range} overlaps with expectedSources "${expected.label}": what is expected there is not scored at all`;
      return [{ path: ['knownScanners', i, 'sources', j], text }];
    }),
  );
}

function namedTwice({ targets }: DetectionSettings): readonly WrittenProblem[] {
  return pairs(targets).flatMap(({ earlier, later, index }) =>
    earlier.match.toLowerCase() === later.match.toLowerCase()
      ? [
          {
            path: ['targets', index, 'match'],
            text: `is the same as that of "${earlier.name}", whose name and criticality are used`,
          },
        ]
      : [],
  );
}

function suppressedTwice({ suppressions }: DetectionSettings): readonly WrittenProblem[] {
  return pairs(suppressions).flatMap(({ earlier, later, index }) => {
    const isTold = later.expiresAtMs <= earlier.expiresAtMs && includes(earlier, later);
    const text = `silences nothing that the earlier one ("${earlier.reason}") does not silence as long or longer`;
    return isTold ? [{ path: ['suppressions', index], text }] : [];
  });
}

/** Whether a suppression covers all that another does: what it does not name it does not ask for. */
const includes = (a: Suppression, b: Suppression): boolean =>
  (['finding', 'source', 'target', 'port'] as const).every((criterion) => a[criterion] === null || a[criterion] === b[criterion]);

interface Pair<T> {
  readonly earlier: T;
  readonly later: T;
  /** Place of the later in the list. */
  readonly index: number;
}

/** Each entry with each one before it. */
const pairs = <T>(list: readonly T[]): readonly Pair<T>[] =>
  list.flatMap((later, index) => list.slice(0, index).map((earlier) => ({ earlier, later, index })));
