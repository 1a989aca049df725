import ipaddr from 'ipaddr.js';
import type { DetectionSettings } from '../../model/settings.ts';
import { suggestion } from '../nearest-name.ts';
import type { SettingPath, WrittenProblem } from '../written-problem.ts';

/** Names of targets that no entry of `targets` has: they match nothing. */
export function unknownTargets({ expectedSources, suppressions, targets }: DetectionSettings): readonly WrittenProblem[] {
  const names = targets.map(({ name }) => name);
  const warn = (written: string, path: SettingPath): readonly WrittenProblem[] => {
    if (isPlace(written) || names.some((name) => name.toLowerCase() === written.toLowerCase())) return [];
    const hint = names.length === 0 ? 'but targets names none' : suggestion(written, names);
    return [
      { path, text: `is "${written}", which is neither an address, CIDR, MAC or resource id nor a name in targets: ${hint}` },
    ];
  };
  return [
    ...expectedSources.flatMap((entry, i) =>
      entry.targets.flatMap((target, j) => warn(target, ['expectedSources', i, 'targets', j])),
    ),
    ...suppressions.flatMap(({ target }, i) => (target === null ? [] : warn(target, ['suppressions', i, 'target']))),
  ];
}

/** What says by itself where it is. */
const isPlace = (written: string): boolean =>
  written.startsWith('/') ||
  /^[0-9a-f]{12}$/i.test(written.replace(/[:.-]/g, '')) ||
  ipaddr.isValidCIDR(written) ||
  ipaddr.isValid(written);
