import * as v from 'valibot';
import { settingSchemas, type WrittenSettings } from './detection-schema.ts';
import { suggestion } from './nearest-name.ts';
import { toPortKey, watchedPortKey } from './to-port.ts';
import type { WrittenProblem } from './written-problem.ts';

/**
 * Finds what is wrong only together: a threshold on what is not counted, a suppression of a threshold that is not there. Sections with
 * problems of their own are left out.
 */
export function findConflicts(content: Readonly<Record<string, unknown>>): readonly WrittenProblem[] {
  const thresholds = v.safeParse(settingSchemas.thresholds, content['thresholds']);
  const watchedPorts = v.safeParse(settingSchemas.watchedPorts, content['watchedPorts']);
  const suppressions = v.safeParse(settingSchemas.suppressions, content['suppressions']);
  if (!thresholds.success) return [];
  return [
    ...(watchedPorts.success ? uncountedPorts(thresholds.output, watchedPorts.output) : []),
    ...(suppressions.success ? unknownThresholds(thresholds.output, suppressions.output) : []),
  ];
}

/** Allowed flows are counted on watched ports only. */
function uncountedPorts(
  thresholds: WrittenSettings['thresholds'],
  watched: WrittenSettings['watchedPorts'],
): readonly WrittenProblem[] {
  const keys = new Set(watched.map(watchedPortKey));
  return thresholds.flatMap(({ decision, ports }, i) =>
    (ports ?? []).flatMap((port, j) => {
      if (decision === 'denied' || keys.has(toPortKey(port))) return [];
      const text = `is ${JSON.stringify(port)}, expected a watched port: what is allowed on others is not counted (add it to watchedPorts)`;
      return [{ path: ['thresholds', i, 'ports', j], text }];
    }),
  );
}

function unknownThresholds(
  thresholds: WrittenSettings['thresholds'],
  suppressions: WrittenSettings['suppressions'],
): readonly WrittenProblem[] {
  const names = thresholds.map(({ name }) => `threshold:${name}`);
  return suppressions.flatMap(({ finding }, i) => {
    if (finding === undefined || !finding.startsWith('threshold:') || names.includes(finding)) return [];
    const what = names.length === 0 ? 'but there are no thresholds' : suggestion(finding, names);
    return [{ path: ['suppressions', i, 'finding'], text: `is "${finding}", ${what}` }];
  });
}
