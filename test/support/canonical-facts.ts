import { allowedColumns } from '../../src/count/fact-tables.ts';
import type { DeniedColumns, Facts } from '../../src/model/facts.ts';
import type { PlainCount } from './plain-count.ts';

/** Facts in the form of a plain count, so that the two compare equal whatever the order of rows. Adds rejections. */
export function canonicalFacts(facts: Facts): PlainCount & { readonly rejected: number } {
  const keyOf = (columns: DeniedColumns, i: number): string => {
    const target = facts.targets[columns.target[i] ?? -1];
    const rule = facts.rules[columns.rule[i] ?? -1];
    const source = facts.sources.address[columns.source[i] ?? -1];
    return `${columns.slot[i]} ${source} ${target?.mac} ${target?.address} ${columns.port[i]}/${columns.protocol[i]} ${rule?.name} ${rule?.acl}`;
  };
  const rows = (columns: DeniedColumns): readonly number[] => [...columns.flows.keys()];
  const totals = facts.totals.map((total) => {
    const rule = facts.rules[total.rule];
    const key = `${total.decision} ${total.direction} ${total.scope} ${total.port} ${total.country} ${rule?.name} ${rule?.acl}`;
    return [key, [total.flows, total.bytesSent, total.bytesReceived]] as const;
  });
  return {
    denied: Object.fromEntries(rows(facts.denied).map((i) => [keyOf(facts.denied, i), facts.denied.flows[i] ?? 0])),
    allowed: Object.fromEntries(
      rows(facts.allowed).map((i) => [keyOf(facts.allowed, i), allowedColumns(facts.allowed).map((column) => column[i] ?? 0)]),
    ),
    totals: Object.fromEntries(totals),
    records: facts.records,
    tuples: facts.tuples,
    rejected: facts.rejected,
  };
}
