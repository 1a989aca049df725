import type { Target } from '../../../src/model/facts.ts';
import type { DecidingRule, Door, RuleKind } from '../../../src/model/findings/finding-core.ts';

/** 2026-11-22 03:20 UTC, when the messages of the examples are made. */
export const nowMs = Date.UTC(2026, 10, 22, 3, 20);
/** Start of the slot of the let-in: 03:10 UTC. */
export const letInAtMs = Date.UTC(2026, 10, 22, 3, 10);

const network = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-prod/providers/Microsoft.Network';
const nsg = `${network}/networkSecurityGroups/nsg-db`;
/** IANA protocol number. */
export const tcp = 6;

/** vm-db1, the target of the examples. */
export const exampleTarget: Target = {
  mac: '0022480000AA',
  address: '10.0.0.4',
  resource: `${network}/virtualNetworks/vnet-prod`,
};

/** A rule as the log writes it, with its kind. */
export const ruleOf = (name: string, kind: RuleKind, acl: string = nsg): DecidingRule => ({ name, acl, kind });

/** Lets RDP in. */
export const allowRdp = ruleOf('UserRule_AllowRdp', 'user');
/** Denies what nothing else lets in. */
export const denyAll = ruleOf('DefaultRule_DenyAllInBound', 'default');

/** A door of vm-db1, or of another target. */
export const doorOf = (port: number, target: Target = exampleTarget): Door => ({ target, port, protocol: tcp });

/** What the findings of the examples have in common. */
export const core = { score: null, digestOnly: false, installedAtMs: Date.UTC(2026, 10, 1), learning: null } as const;
