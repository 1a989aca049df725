import type { DetectionSettings } from '../../model/settings.ts';
import type { SettingPath, WrittenProblem } from '../written-problem.ts';
import { prefixBits } from './ranges.ts';

/** The widest that one organisation is likely to mean; no IPv4 block larger than a /8 was ever handed out. */
const widest = { ipv4: 8, ipv6: 16 } as const;

/** Ranges so wide that half the internet is in them: whoever is expected is never told of as a break-in. */
export function wideRanges({ expectedSources, knownScanners, suppressions }: DetectionSettings): readonly WrittenProblem[] {
  const warn = (range: string, path: SettingPath, effect: string): readonly WrittenProblem[] =>
    isWide(range) ? [{ path, text: `is ${range}, ${sizeText(range)}: ${effect}` }] : [];
  return [
    ...expectedSources.flatMap(({ sources }, i) =>
      sources.flatMap((range, j) =>
        warn(range, ['expectedSources', i, 'sources', j], 'break-ins from there will not be told on these ports'),
      ),
    ),
    ...knownScanners.flatMap(({ sources }, i) =>
      sources.flatMap((range, j) => warn(range, ['knownScanners', i, 'sources', j], 'all scores from there are cut to a third')),
    ),
    ...suppressions.flatMap(({ source }, i) =>
      source === null ? [] : warn(source, ['suppressions', i, 'source'], 'it silences almost everything'),
    ),
  ];
}

const isWide = (range: string): boolean => prefixBits(range) < (range.includes(':') ? widest.ipv6 : widest.ipv4);
const sizeText = (range: string): string => (prefixBits(range) === 0 ? 'the whole internet' : 'a large part of the internet');
