import type { AddressKind, DescribedAddress } from '../model/address.ts';
import { kindOfAddress, sourceOf } from './scope-of-address.ts';

/**
 * Describes an address: what kind it is, its country if it is public, and how it counts as a source.
 *
 * @param countryOf asked for public addresses only
 */
export function describeAddress(address: string, countryOf: (address: string) => string): DescribedAddress {
  const kind: AddressKind = kindOfAddress(address);
  return kind === 'public'
    ? { kind, country: countryOf(address), source: sourceOf(address) }
    : { kind, country: '', source: address };
}
