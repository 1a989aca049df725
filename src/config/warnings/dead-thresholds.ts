import type { DetectionSettings } from '../../model/settings.ts';
import type { ThresholdRule } from '../../model/threshold-rule.ts';
import type { WrittenProblem } from '../written-problem.ts';

/** Thresholds that nothing can ever meet. */
export function deadThresholds(settings: DetectionSettings): readonly WrittenProblem[] {
  return settings.thresholds.flatMap((rule, i) =>
    rule.mode === 'off'
      ? []
      : [...noCountry(rule), ...tooFewPorts(rule, settings), ...tooManyPrefixes(rule)].map(({ path, text }) => ({
          path: ['thresholds', i, ...path],
          text,
        })),
  );
}

function noCountry({ countries: { only, except } }: ThresholdRule): readonly WrittenProblem[] {
  if (only.length === 0 || only.some((country) => !except.includes(country))) return [];
  return [{ path: ['countries'], text: 'can never be met: all countries of only are in except as well' }];
}

function tooFewPorts({ ports, per, distinct }: ThresholdRule, { watchedPorts }: DetectionSettings): readonly WrittenProblem[] {
  const most = ports?.length ?? watchedPorts.length;
  if (distinct?.of !== 'port' || per === 'port' || distinct.atLeast <= most) return [];
  return [
    { path: ['distinct', 'atLeast'], text: `can never be met: is ${distinct.atLeast}, but the rule looks at ${most} ports` },
  ];
}

/** A /24 has 256 addresses; of an IPv6 /48, 65,536 sources (/64) can be told apart. */
function tooManyPrefixes({ per, distinct }: ThresholdRule): readonly WrittenProblem[] {
  const mostSources = 65_536;
  if (per !== 'prefix' || distinct?.of !== 'source' || distinct.atLeast <= mostSources) return [];
  return [{ path: ['distinct', 'atLeast'], text: `can never be met: a prefix has at most ${mostSources} sources` }];
}
