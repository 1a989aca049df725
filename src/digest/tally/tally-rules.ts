import type { Facts, Rule } from '../../model/facts.ts';

/** What a rule decided about inbound flows from public addresses, on all ports. */
export interface RuleTotal {
  readonly rule: Rule;
  readonly flows: number;
  readonly onWatchedPorts: number;
}

/** Rules by decision, counted part by part. */
export interface RuleTally {
  readonly add: (facts: Facts) => void;
  readonly denied: () => readonly RuleTotal[];
  readonly allowed: () => readonly RuleTotal[];
}

interface RuleSums {
  readonly rule: Rule;
  flows: number;
  onWatchedPorts: number;
}

type Sums = Map<string, RuleSums>;

/** Nothing counted yet. `isWatched` tells of a total's port whether it is watched now. */
export function createRuleTally(isWatched: (port: number) => boolean): RuleTally {
  const sums: Readonly<Record<'denied' | 'allowed', Sums>> = { denied: new Map(), allowed: new Map() };
  return {
    add: ({ totals, rules }) => {
      const known: Readonly<Record<'denied' | 'allowed', RuleSums[]>> = { denied: [], allowed: [] };
      for (const { decision, direction, scope, port, rule, flows } of totals) {
        if (direction !== 'inbound' || scope !== 'Public') continue;
        const total = known[decision][rule] ?? sumsOf(sums[decision], rules[rule] ?? { name: '', acl: '' });
        known[decision][rule] = total;
        total.flows += flows;
        if (isWatched(port)) total.onWatchedPorts += flows;
      }
    },
    denied: () => [...sums.denied.values()],
    allowed: () => [...sums.allowed.values()],
  };
}

function sumsOf(sums: Sums, rule: Rule): RuleSums {
  const key = `${rule.name}\n${rule.acl}`;
  const known = sums.get(key) ?? { rule, flows: 0, onWatchedPorts: 0 };
  sums.set(key, known);
  return known;
}
