import type { Target } from '../model/facts.ts';
import type { NamedTarget } from '../model/settings.ts';
import { matchEntry } from './match/match-target.ts';

/** Resources that stand for one machine; an NSG's or a network's name would stand for all behind it. */
const oneMachine = /\/(?:networkInterfaces|virtualMachines)\/([^/]+)$/i;

/**
 * Makes the function that names targets for people: the first entry of `targets` that matches, else the last part of the
 * resource id where that is a network interface or a virtual machine, else the address, else the MAC.
 */
export function nameTargets(named: readonly NamedTarget[]): (target: Target) => string {
  const entries = named.map((entry) => ({ name: entry.name, matches: matchEntry(entry.match) }));
  return (target) =>
    entries.find((entry) => entry.matches(target))?.name ??
    oneMachine.exec(target.resource)?.[1] ??
    (target.address || target.mac || 'unknown target');
}
