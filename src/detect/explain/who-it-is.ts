import type { PortKey } from '../../model/facts.ts';
import type { Suppression } from '../../model/settings.ts';
import { matchAddress } from '../match/match-address.ts';
import { networkBlock } from '../match/network-block.ts';
import { nameScanners } from '../targeted/known-scanner.ts';
import { prefixOf } from './subject.ts';
import { addressOf, type SubjectView } from './view-subject.ts';

/** Who a subject is: what addresses tell, and what settings say of it. */
export interface WhoItIs {
  /** ISO 3166-1 alpha-2 of its first source; '' where unknown. */
  readonly country: string;
  /** `203.0.113.0/24` */
  readonly prefix: string;
  /** IPv4 /16 or IPv6 /32: `203.0.0.0/16`. */
  readonly networkBlock: string;
  /** Its sources in the window, at most 20; itself for a source. */
  readonly sources: readonly string[];
  readonly sourceCount: number;
  /** Entries of `expectedSources` that it lies in. */
  readonly expected: readonly {
    readonly label: string;
    readonly ports: readonly PortKey[];
    readonly targets: readonly string[];
  }[];
  /** Label of the known scanner that it belongs to, or ''. */
  readonly scanner: string;
  /** Suppressions that name it as a source, expired or not. */
  readonly suppressions: readonly Suppression[];
}

const sourcesNamed = 20;

/** Tells who a subject is. */
export function whoItIs(subject: SubjectView): WhoItIs {
  const { detection, members } = subject;
  const { name } = subject.subject;
  const { settings, view } = detection;
  const sources = members.map((member) => addressOf(detection, member));
  const names = sources.length > 0 ? sources : [name];
  const covers = (ranges: readonly string[]): boolean => names.some(matchAddress(ranges));
  return {
    country: view.facts.sources.country[members[0] ?? -1] ?? '',
    prefix: prefixOf(subject.subject),
    networkBlock: blockRange(name),
    sources: sources.slice(0, sourcesNamed),
    sourceCount: sources.length,
    expected: settings.expectedSources
      .filter((entry) => covers(entry.sources))
      .map(({ label, ports, targets }) => ({ label, ports, targets })),
    scanner: nameScanners(settings.knownScanners)(names),
    suppressions: settings.suppressions.filter(({ source }) => source !== null && covers([source])),
  };
}

const blockRange = (name: string): string => `${networkBlock(name)}${name.includes(':') ? '::/32' : '.0.0/16'}`;
