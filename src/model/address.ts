/** What an address alone tells: Azure's own 168.63.129.16 is `platform`; loopback, multicast and the like are `other`. */
export type AddressKind = 'public' | 'private' | 'platform' | 'other';

/** An address as it is counted. */
export interface DescribedAddress {
  readonly kind: AddressKind;
  /** ISO 3166-1 alpha-2; '' where unknown or not public. */
  readonly country: string;
  /** How it is counted as a source: itself, or its IPv6 /64 (`2001:db8:1:2::/64`). */
  readonly source: string;
}

/** Describes an IPv4 or IPv6 address in text; asked once for each distinct address of a chunk. */
export type DescribeAddress = (address: string) => DescribedAddress;
