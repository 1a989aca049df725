import type { Rule } from '../model/facts.ts';
import type { DecidingRule, RuleKind } from '../model/findings/finding-core.ts';

/**
 * Rules that Defender for Cloud (once Security Center) writes for just-in-time access: `…-JITRule_<n>_<hex>` turns everyone away as long
 * as nobody asked, `…-JITRule-<n>-<hex>` lets in those for whom someone did.
 */
const justInTime = /^(?:UserRule_)?(?:MicrosoftDefenderForCloud|SecurityCenter)-JITRule[-_]/i;
/** What virtual network flow logs name an access list that is none: the platform's. */
const zeroGuid = '00000000-0000-0000-0000-000000000000';
const guidText = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const guid = new RegExp(`^${guidText}$`, 'i');
/** `<name>_<guid>`, as some security admin rules are written. */
const nameAndGuid = new RegExp(`_${guidText}$`, 'i');
const networkSecurityGroup = /\/networkSecurityGroups\//i;

/**
 * Tells who wrote a rule, from its name and access list as flow logs write them. Names that begin with `UserRule` and `DefaultRule`
 * (alone, or with `_` and the rule's own name) are of network security groups; `PlatformRule` is Azure's own; `unspecified` in both
 * stands for traffic denied because it had to be encrypted. A name without such a beginning is a security admin rule of Virtual Network
 * Manager where the access list is a GUID (or the name ends in one), and a user's where it is a network security group.
 *
 * Sources: https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview,
 * https://learn.microsoft.com/azure/network-watcher/flow-logs-read
 */
export function ruleKind({ name, acl }: Rule): RuleKind {
  if (justInTime.test(name)) return 'just-in-time';
  if (/^userrule(?:_|$)/i.test(name)) return 'user';
  if (/^defaultrule(?:_|$)/i.test(name)) return 'default';
  if (/^platformrule$/i.test(name)) return 'platform';
  if (/^unspecified$/i.test(name)) return /^unspecified$/i.test(acl) ? 'encryption' : 'unknown';
  return name === '' ? 'unknown' : kindByAccessList(name, acl);
}

function kindByAccessList(name: string, acl: string): RuleKind {
  if (networkSecurityGroup.test(acl)) return 'user';
  return (guid.test(acl) && acl !== zeroGuid) || nameAndGuid.test(name) ? 'security-admin' : 'unknown';
}

/** A rule with its kind. */
export const decidingRule = ({ name, acl }: Rule): DecidingRule => ({ name, acl, kind: ruleKind({ name, acl }) });

/** Whether a rule is one of just-in-time access. */
export const isJustInTime = (rule: Rule): boolean => justInTime.test(rule.name);
