import type { Target } from '../model/facts.ts';
import { compareText } from './compare-text.ts';

/** What tells targets apart: MAC and address, the same in every hour. Where no MAC is known, equal private addresses of two networks are told apart by the resource. */
export function targetKey(target: Target): string {
  return `${scopeOf(target)} ${target.address}`;
}

/** Orders targets by what tells them apart; 0 for two views of one target. */
export function compareTargets(a: Target, b: Target): number {
  return compareText(scopeOf(a), scopeOf(b)) || compareText(a.address, b.address);
}

function scopeOf({ mac, resource }: Target): string {
  return mac === '' ? resource.toLowerCase() : mac;
}

/** Of two views of one target the one whose resource says most, whatever their order. */
export function fullerTarget(a: Target, b: Target): Target {
  return resourceRank(a) - resourceRank(b) > 0 || (resourceRank(a) === resourceRank(b) && a.resource > b.resource) ? b : a;
}

function resourceRank({ resource }: Target): number {
  if (/\/networkInterfaces\//i.test(resource)) return 0;
  return resource === '' ? 2 : 1;
}
