import type { Rule } from '../model/facts.ts';
import type { DecidingRule, RuleKind } from '../model/findings/finding-core.ts';

/** Rules that Defender for Cloud writes when someone asks for just-in-time access: `UserRule_MicrosoftDefenderForCloud-JITRule_<n>_<hex>`. */
const justInTime = /^(?:UserRule_)?MicrosoftDefenderForCloud-JITRule_/i;
const networkSecurityGroup = /\/networkSecurityGroups\//i;
/** An access list without id: the platform's own, in virtual network flow logs. */
const zeroGuid = '00000000-0000-0000-0000-000000000000';
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Tells who wrote a rule, from its name and access list as flow logs write them: prefixes `UserRule` and `DefaultRule` are of NSGs;
 * `PlatformRule` is Azure's own; `unspecified` in both stands for traffic denied because it had to be encrypted; a bare name in an
 * access list that is a GUID and no NSG is a security admin rule of Virtual Network Manager.
 *
 * Source: https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview
 */
export function ruleKind({ name, acl }: Rule): RuleKind {
  if (justInTime.test(name)) return 'just-in-time';
  if (/^platformrule/i.test(name)) return 'platform';
  if (/^unspecified$/i.test(name)) return /^unspecified$/i.test(acl) ? 'encryption' : 'unknown';
  if (/^defaultrule/i.test(name)) return 'default';
  if (/^userrule/i.test(name)) return 'user';
  if (name === '') return 'unknown';
  if (guid.test(acl) && acl !== zeroGuid) return 'security-admin';
  return networkSecurityGroup.test(acl) ? 'user' : 'unknown';
}

/** A rule with its kind. */
export const decidingRule = ({ name, acl }: Rule): DecidingRule => ({ name, acl, kind: ruleKind({ name, acl }) });

/** Whether a rule is one of just-in-time access. */
export const isJustInTime = (rule: Rule): boolean => justInTime.test(rule.name);
