import type { Target } from '../model/facts.ts';
import type { DecidingRule, Door } from '../model/findings/finding-core.ts';
import type { DetectionSettings } from '../model/settings.ts';
import { cleanText } from './clean-text.ts';
import { resourceLabel } from './resource-label.ts';
import { portLabel, serviceLabel } from './service-label.ts';
import { sourceCharacters } from './source-label.ts';

const targetCharacters = 50;

/** A target's name, clean. */
export const targetLabel = (name: string): string => cleanText(name, targetCharacters) || 'an unnamed target';

/** A target's name with its address, where that is not the name: `vm-db1 (10.0.0.4)`. */
export function targetWithAddress(name: string, target: Target): string {
  const label = targetLabel(name);
  const address = cleanText(target.address, sourceCharacters);
  return address === '' || address === label ? label : `${label} (${address})`;
}

/** A service at a target, to begin a sentence: `RDP on vm-db1`, `Port 2222/tcp on vm-db1`. */
export const serviceOnTarget = (door: Door, targetName: string, settings: DetectionSettings): string =>
  `${capitalized(serviceLabel(door, settings))} on ${targetLabel(targetName)}`;

/** A port with its service: `3389/tcp RDP`; `2222/tcp` where it has none. */
export function portWithService(port: Pick<Door, 'port' | 'protocol'>, settings: DetectionSettings): string {
  const label = portLabel(port);
  const service = serviceLabel(port, settings);
  return service === `port ${label}` ? label : `${label} ${service}`;
}

/** The access list of a rule, and what the flow log covers, by their last names. */
export function networkParts(rule: DecidingRule, target: Target): string {
  const parts = [resourceLabel(rule.acl), resourceLabel(target.resource)].filter((part) => part !== '');
  return [...new Set(parts)].join(', ') || 'not named by this log';
}

/** With its first letter as a sentence begins; only what we write ourselves begins small. */
export const capitalized = (text: string): string =>
  text.replace(/^(?:port|a|an) /, (word) => word.charAt(0).toUpperCase() + word.slice(1));

/** To go on within a sentence. */
export const uncapitalized = (text: string): string =>
  text.replace(/^(?:Port|Your|A|An|The) /, (word) => word.charAt(0).toLowerCase() + word.slice(1));
