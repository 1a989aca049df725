import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { decidingRule, isJustInTime, ruleKind } from '../../src/detect/rule-kind.ts';
import type { RuleKind } from '../../src/model/findings/finding-core.ts';

const nsg = '/subscriptions/1/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/vm-db1-nsg';
const guid = '5a0a2ee7-1c1f-4c2b-9f0b-3f5f6d8b9a10';
const zeroGuid = '00000000-0000-0000-0000-000000000000';

/** Names and access lists as flow logs write them, with what they are. */
const rules: readonly (readonly [about: string, name: string, acl: string, kind: RuleKind])[] = [
  ['a user rule of a network security group', 'UserRule_AllowSSH', nsg, 'user'],
  ['a user rule whose own name has underscores', 'UserRule_allow_ssh_from_office', nsg, 'user'],
  ['a user rule named like a default rule', 'UserRule_DefaultRule_DenyAllInBound', nsg, 'user'],
  ['a user rule whose list is a GUID, as early virtual network flow logs write it', 'UserRule', guid, 'user'],
  ['a user rule with name whose list is a GUID', 'UserRule_AllowSSH', guid, 'user'],
  ['a rule without prefix in a network security group', 'Allow_Inbound', nsg, 'user'],
  ['a rule without prefix that ends in a GUID, in a network security group', `Allow_${guid}`, nsg.toUpperCase(), 'user'],
  ['a default rule', 'DefaultRule_DenyAllInBound', nsg, 'default'],
  ['a default rule, as early virtual network flow logs write it', 'DefaultRule', guid, 'default'],
  ['a default rule with the zero GUID', 'DefaultRule_AllowVnetInBound', zeroGuid, 'default'],
  ['a security admin rule by its bare name', 'BlockHighRiskTCPPortsFromInternet', guid, 'security-admin'],
  ['a security admin rule with a short name', 'Internet', guid.toUpperCase(), 'security-admin'],
  ['a security admin rule with its GUID', `BlockHighRiskTCPPortsFromInternet_${guid}`, guid, 'security-admin'],
  ['one with its GUID where the list is not told', `BlockHighRiskTCPPortsFromInternet_${guid}`, '', 'security-admin'],
  ['a security admin rule whose name begins like a default rule', 'DefaultRuleset', guid, 'security-admin'],
  ['a security admin rule whose name begins like the platform rule', 'PlatformRules', guid, 'security-admin'],
  ['the platform rule', 'PlatformRule', zeroGuid, 'platform'],
  ['what encryption denied', 'unspecified', 'unspecified', 'encryption'],
  ['what encryption denied, in capitals', 'Unspecified', 'Unspecified', 'encryption'],
  ['unspecified by an access list that is one', 'unspecified', nsg, 'unknown'],
  [
    'just-in-time: what turns away as long as nobody asks',
    'UserRule_MicrosoftDefenderForCloud-JITRule_-1069_0C0A',
    nsg,
    'just-in-time',
  ],
  [
    'just-in-time: what lets in whom someone asked for',
    'UserRule_MicrosoftDefenderForCloud-JITRule-1069-0C0A',
    nsg,
    'just-in-time',
  ],
  ['just-in-time of the years as Security Center', 'UserRule_SecurityCenter-JITRule-1069-0C0A', nsg, 'just-in-time'],
  ['just-in-time without prefix', 'MicrosoftDefenderForCloud-JITRule_2017_88AB', nsg, 'just-in-time'],
  ['a user rule that only speaks of just-in-time', 'UserRule_Allow-JITRule_1', nsg, 'user'],
  ['a bare name with the zero GUID', 'Allow', zeroGuid, 'unknown'],
  ['a bare name with nothing', 'Allow', '', 'unknown'],
  ['no name', '', nsg, 'unknown'],
];

suite('ruleKind() tells', () => {
  for (const [about, name, acl, kind] of rules) {
    test(`${about}: ${kind}`, () => {
      assert.equal(ruleKind({ name, acl }), kind);
      assert.deepEqual(decidingRule({ name, acl }), { name, acl, kind });
      assert.equal(isJustInTime({ name, acl }), kind === 'just-in-time');
    });
  }
});
