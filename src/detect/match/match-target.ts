import type { Target } from '../../model/facts.ts';
import type { NamedTarget } from '../../model/settings.ts';
import { isAddressRange, matchAddress } from './match-address.ts';

/**
 * Makes a test for whether a target is one of those that settings list.
 *
 * @param entries names from `targets`, addresses, CIDRs, MACs (with or without separators) or resource ids (the resource
 *   itself or anything under it), any case; empty matches every target
 */
export function matchTarget(entries: readonly string[], named: readonly NamedTarget[]): (target: Target) => boolean {
  if (entries.length === 0) return () => true;
  const tests = resolveTargets(entries, named).map(matchEntry);
  return (target) => tests.some((test) => test(target));
}

/** The entries of a list of targets, with what each name among them stands for. */
export function resolveTargets(entries: readonly string[], named: readonly NamedTarget[]): string[] {
  return entries.flatMap((entry) => [entry, ...matchesNamed(entry, named)]);
}

function matchesNamed(name: string, named: readonly NamedTarget[]): string[] {
  return named.filter((entry) => entry.name.toLowerCase() === name.toLowerCase()).map((entry) => entry.match);
}

/** Makes a test for one address, CIDR, MAC or resource id. */
export function matchEntry(entry: string): (target: Target) => boolean {
  if (isAddressRange(entry)) {
    const isInRange = matchAddress([entry]);
    return (target) => isInRange(target.address);
  }
  const mac = entry.replaceAll(/[-:.]/g, '').toUpperCase();
  if (/^[0-9A-F]{12}$/.test(mac)) return (target) => target.mac === mac;
  const resource = entry.toLowerCase().replace(/\/+$/, '');
  return (target) => resource.startsWith('/') && `${target.resource.toLowerCase()}/`.startsWith(`${resource}/`);
}
