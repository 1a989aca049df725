import ipaddr from 'ipaddr.js';
import type { AddressKind } from '../model/address.ts';

/**
 * Azure's own virtual address for DNS, DHCP and health probes, the same in every region and reachable from inside only
 * (https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16).
 */
const azurePlatformAddress = '168.63.129.16';

type Range = readonly [cidr: string, kind: AddressKind];

/**
 * The first range that holds an address decides. From the IANA special-purpose registries
 * (https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry): what is not globally reachable is not
 * public. The ranges for documentation (192.0.2.0/24, 2001:db8::/32, …) are not listed, so they count as public: no network uses
 * them inside, so a log that names one saw it come from outside, and examples may use them as attackers.
 */
const ipv4Ranges: readonly Range[] = [
  ['10.0.0.0/8', 'private'],
  ['172.16.0.0/12', 'private'],
  ['192.168.0.0/16', 'private'],
  ['100.64.0.0/10', 'private'],
  [`${azurePlatformAddress}/32`, 'platform'],
  ['0.0.0.0/8', 'other'],
  ['127.0.0.0/8', 'other'],
  ['169.254.0.0/16', 'other'],
  ['192.0.0.9/32', 'public'],
  ['192.0.0.10/32', 'public'],
  ['192.0.0.0/24', 'other'],
  ['198.18.0.0/15', 'other'],
  ['224.0.0.0/3', 'other'],
];

const ipv6Ranges: readonly Range[] = [
  ['fc00::/7', 'private'],
  ['64:ff9b::/96', 'public'],
  ['2001::/32', 'public'],
  ['2001:1::/126', 'public'],
  ['2001:3::/32', 'public'],
  ['2001:4:112::/48', 'public'],
  ['2001:20::/28', 'public'],
  ['2001:30::/28', 'public'],
  ['2001::/23', 'other'],
  ['2000::/3', 'public'],
];

type Ipv4Block = readonly [first: number, last: number, kind: AddressKind];
type Ipv6Block = readonly [network: ipaddr.IPv6, bits: number, kind: AddressKind];

const numberOf = (address: ipaddr.IPv4): number => address.octets.reduce((sum, octet) => sum * 256 + octet, 0);

const ipv4Blocks: readonly Ipv4Block[] = ipv4Ranges.map(([cidr, kind]) => {
  const first = numberOf(ipaddr.IPv4.networkAddressFromCIDR(cidr));
  return [first, numberOf(ipaddr.IPv4.broadcastAddressFromCIDR(cidr)), kind];
});
const ipv6Blocks: readonly Ipv6Block[] = ipv6Ranges.map(([cidr, kind]) => [...ipaddr.IPv6.parseCIDR(cidr), kind]);

/** An address in text → parsed, an IPv4-mapped IPv6 address as IPv4; null where it is no address. */
function parseAddress(address: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (!address.includes(':')) return ipaddr.IPv4.isValidFourPartDecimal(address) ? ipaddr.IPv4.parse(address) : null;
  return ipaddr.IPv6.isValid(address) ? ipaddr.process(address) : null;
}

/** The number of an IPv4 address as it is commonly written; -1 for anything else. Nearly all addresses are: they need no parser. */
function plainIpv4(address: string): number {
  let number = 0;
  let octet = -1;
  let dots = 0;
  for (let i = 0; i < address.length; i++) {
    const digit = address.charCodeAt(i) - 0x30;
    if (digit >= 0 && digit <= 9 && octet !== 0) {
      octet = octet < 0 ? digit : octet * 10 + digit;
      if (octet > 255) return -1;
    } else if (address[i] === '.' && octet >= 0) {
      number = number * 256 + octet;
      octet = -1;
      dots++;
    } else return -1;
  }
  return dots === 3 && octet >= 0 ? number * 256 + octet : -1;
}

function kindOfIpv4(address: number): AddressKind {
  for (const [first, last, kind] of ipv4Blocks) if (address >= first && address <= last) return kind;
  return 'public';
}

/**
 * What kind of address it is. Public: one of the internet's, and the documentation ranges. Private: RFC 1918, carrier-grade NAT, IPv6 unique
 * local. An IPv4-mapped IPv6 address is judged as IPv4; what is no address is `other`.
 */
export function kindOfAddress(address: string): AddressKind {
  const plain = plainIpv4(address);
  if (plain >= 0) return kindOfIpv4(plain);
  const parsed = parseAddress(address);
  if (parsed === null) return 'other';
  if (parsed instanceof ipaddr.IPv4) return kindOfIpv4(numberOf(parsed));
  return ipv6Blocks.find(([network, bits]) => parsed.match(network, bits))?.[2] ?? 'other';
}

/** Whether an address is one of the internet's, or of a documentation range. */
export const isPublicAddress = (address: string): boolean => kindOfAddress(address) === 'public';

/**
 * The source that an address counts as: an IPv4 address itself, an IPv6 address its /64 (`2001:db8:1:2::/64`, lower case, RFC 5952). An
 * IPv4-mapped IPv6 address is its IPv4 address; what is no address is returned as it is.
 */
export function sourceOf(address: string): string {
  if (plainIpv4(address) >= 0) return address;
  const parsed = parseAddress(address);
  if (parsed === null) return address;
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const network = new ipaddr.IPv6([...parsed.toByteArray().slice(0, 8), 0, 0, 0, 0, 0, 0, 0, 0]);
  return `${network.toRFC5952String()}/64`;
}
