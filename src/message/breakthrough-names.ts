import type { Breakthrough } from '../model/findings/breakthrough.ts';
import type { DetectionSettings } from '../model/settings.ts';
import { cleanText } from './clean-text.ts';
import { listText, someOf } from './count-text.ts';
import { countryName } from './country-label.ts';
import { resourceLabel, ruleLabel } from './resource-label.ts';
import { serviceLabel } from './service-label.ts';

const targetCharacters = 50;
/** The longest address is an IPv6 /64 of 42 characters. */
export const sourceCharacters = 50;

/** The names that the sentences about a breakthrough use, clean. */
export interface BreakthroughNames {
  readonly source: string;
  /** With the country, where it is known. */
  readonly who: string;
  readonly target: string;
  /** The services it came through: `RDP and SSH`. */
  readonly services: string;
  /** The rule that let it in with its access list; '' where the log names none. */
  readonly rule: string;
  readonly accessList: string;
}

/** Names what a breakthrough is about, for people. */
export function nameBreakthrough(finding: Breakthrough, settings: DetectionSettings): BreakthroughNames {
  const source = cleanText(finding.source, sourceCharacters) || 'an unnamed source';
  const country = countryName(finding.country);
  const services = new Set(finding.letInDoors.map((door) => serviceLabel(door, settings)));
  services.add(serviceLabel(finding.door, settings));
  return {
    source,
    who: country === '' ? source : `${source} (${country})`,
    target: cleanText(finding.targetName, targetCharacters) || 'an unnamed target',
    services: listText(someOf([...services], 'other service')),
    rule: ruleLabel(finding.allowedBy),
    accessList: resourceLabel(finding.allowedBy.acl),
  };
}
