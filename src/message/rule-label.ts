import type { Rule } from '../model/facts.ts';
import type { DecidingRule } from '../model/findings/finding-core.ts';
import { cleanText } from './clean-text.ts';
import { resourceLabel } from './resource-label.ts';

const nameCharacters = 60;

/** A rule as the portal shows it, without the prefix of the log: `UserRule_AllowRdp` → `AllowRdp`; '' where none is named. */
export function ruleLabel(rule: Rule): string {
  return cleanText(rule.name.replace(/^(?:User|Default)Rule(?:_|$)/i, ''), nameCharacters);
}

/** A rule by who wrote it and its name: `NSG user rule AllowRdp`; of some kinds the name in the log says nothing to people. */
export function ruleName(rule: DecidingRule): string {
  const name = ruleLabel(rule);
  switch (rule.kind) {
    case 'user':
      return name === '' ? 'an NSG user rule' : `NSG user rule ${name}`;
    case 'default':
      return name === '' ? 'an NSG default rule' : `NSG default rule ${name}`;
    case 'security-admin':
      return `security admin rule${name === '' ? '' : ` ${name}`} (Virtual Network Manager)`;
    case 'platform':
      return "Azure's platform rule";
    case 'encryption':
      return 'encryption of the virtual network';
    case 'just-in-time':
      return 'a just-in-time rule (Defender for Cloud)';
    case 'unknown':
      return name === '' ? 'a rule without a name' : `rule ${name}`;
  }
}

/** The same with where it stands: `NSG user rule AllowRdp in nsg-db`. */
export function ruleWithPlace(rule: DecidingRule): string {
  const place = resourceLabel(rule.acl);
  return place === '' ? ruleName(rule) : `${ruleName(rule)} in ${place.replace(/^NSG /, '')}`;
}

/** `let in by NSG user rule AllowRdp`. */
export const letInBy = (rule: DecidingRule): string => `let in by ${ruleName(rule)}`;

/** `denied by NSG default rule DenyAllInBound`; no rule denies traffic that had to be encrypted. */
export const deniedBy = (rule: DecidingRule): string =>
  rule.kind === 'encryption' ? 'denied because the traffic was not encrypted' : `denied by ${ruleName(rule)}`;

/** What to close so that nobody is let in any more: the rule, where the log names one that people can change. */
export function ruleToClose(rule: DecidingRule): string {
  if (rule.kind === 'just-in-time') return 'the just-in-time access';
  const isNamed = ruleLabel(rule) !== '' && rule.kind !== 'platform' && rule.kind !== 'encryption';
  return isNamed ? ruleWithPlace(rule) : 'what let it in';
}
