import type { FindingId } from '../../model/finding-kind.ts';
import type { DetectionSettings, Suppression } from '../../model/settings.ts';
import type { WrittenProblem } from '../written-problem.ts';

type Criterion = 'source' | 'target' | 'port';

/** What findings are about; one that is not about a source is never covered by a suppression that names one. */
const about: Readonly<Record<string, readonly Criterion[]>> = {
  exposure: ['target', 'port'],
  campaign: ['port'],
  'new-target': ['target'],
  blind: [],
};

/** Suppressions that can never cover a finding. */
export function deadSuppressions({ suppressions, findings }: DetectionSettings): readonly WrittenProblem[] {
  return suppressions.flatMap((suppression, i) => {
    const { finding } = suppression;
    if (finding === null) return [];
    const useless = namesInVain(finding, suppression).map((criterion) => ({
      path: ['suppressions', i, criterion],
      text: `can never match: ${finding} is not about a ${criterion}`,
    }));
    const isOff = Object.entries(findings).some(([kind, mode]) => kind === finding && mode === 'off');
    return isOff ? [...useless, { path: ['suppressions', i, 'finding'], text: `has no effect: ${finding} is off` }] : useless;
  });
}

const namesInVain = (finding: FindingId, suppression: Suppression): readonly Criterion[] =>
  (['source', 'target', 'port'] as const).filter(
    (criterion) => suppression[criterion] !== null && about[finding]?.includes(criterion) === false,
  );
