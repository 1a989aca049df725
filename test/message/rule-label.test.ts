import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deniedBy, letInBy, ruleLabel, ruleName, ruleToClose, ruleWithPlace } from '../../src/message/rule-label.ts';
import { ruleOf } from '../support/findings/example-network.ts';

test('ruleLabel() leaves out what the log puts before the name', () => {
  assert.equal(ruleLabel({ name: 'UserRule_AllowRdp', acl: '' }), 'AllowRdp');
  assert.equal(ruleLabel({ name: 'DefaultRule_DenyAllInBound', acl: '' }), 'DenyAllInBound');
  assert.equal(ruleLabel({ name: 'BlockHighRisk', acl: '' }), 'BlockHighRisk');
  assert.equal(ruleLabel({ name: 'UserRule', acl: '' }), '');
});

const names = [
  [ruleOf('UserRule_AllowRdp', 'user'), 'NSG user rule AllowRdp'],
  [ruleOf('UserRule', 'user'), 'an NSG user rule'],
  [ruleOf('DefaultRule_DenyAllInBound', 'default'), 'NSG default rule DenyAllInBound'],
  [ruleOf('DefaultRule', 'default'), 'an NSG default rule'],
  [ruleOf('BlockRdp', 'security-admin'), 'security admin rule BlockRdp (Virtual Network Manager)'],
  [ruleOf('PlatformRule', 'platform'), "Azure's platform rule"],
  [ruleOf('unspecified', 'encryption'), 'encryption of the virtual network'],
  [ruleOf('MicrosoftDefenderForCloud-JITRule_1_a', 'just-in-time'), 'a just-in-time rule (Defender for Cloud)'],
  [ruleOf('Odd', 'unknown'), 'rule Odd'],
  [ruleOf('', 'unknown'), 'a rule without a name'],
] as const;

for (const [rule, expected] of names) {
  test(`ruleName() calls ${rule.name || 'no name'} of kind ${rule.kind} "${expected}"`, () =>
    assert.equal(ruleName(rule), expected));
}

test('ruleWithPlace() names the NSG where the log gives one', () => {
  assert.equal(ruleWithPlace(ruleOf('UserRule_AllowRdp', 'user')), 'NSG user rule AllowRdp in nsg-db');
  assert.equal(ruleWithPlace(ruleOf('UserRule_AllowRdp', 'user', 'unspecified')), 'NSG user rule AllowRdp');
});

test('what decided reads as part of a sentence; encryption is no rule', () => {
  assert.equal(letInBy(ruleOf('UserRule_AllowRdp', 'user')), 'let in by NSG user rule AllowRdp');
  assert.equal(deniedBy(ruleOf('DefaultRule_DenyAllInBound', 'default')), 'denied by NSG default rule DenyAllInBound');
  assert.equal(deniedBy(ruleOf('unspecified', 'encryption')), 'denied because the traffic was not encrypted');
});

test('ruleToClose() names only what people can close', () => {
  assert.equal(ruleToClose(ruleOf('UserRule_AllowRdp', 'user')), 'NSG user rule AllowRdp in nsg-db');
  assert.equal(ruleToClose(ruleOf('MicrosoftDefenderForCloud-JITRule_1_a', 'just-in-time')), 'the just-in-time access');
  for (const rule of [ruleOf('PlatformRule', 'platform'), ruleOf('', 'unknown'), ruleOf('UserRule', 'user')]) {
    assert.equal(ruleToClose(rule), 'what let it in');
  }
});
