import { isAddressRange } from '../../detect/match/match-address.ts';

/** The virtual network that targets without a machine of their own are of. */
export const vnetId = '/subscriptions/0/resourceGroups/cases/providers/Microsoft.Network/virtualNetworks/case-vnet';
const nicId = '/subscriptions/0/resourceGroups/cases/providers/Microsoft.Network/networkInterfaces/';

/** A target as a flow log tells of it. */
export interface CaseTarget {
  readonly mac: string;
  readonly address: string;
  /** The network interface that bears its name; null for one that is known by its address alone. */
  readonly resource: string | null;
}

/**
 * The network interface of a target of a case.
 *
 * @param name a name, or an address
 * @param number of the target in the case, from 0
 */
export function caseTarget(name: string, number: number): CaseTarget {
  const mac = `000D3A${(number + 1).toString(16).toUpperCase().padStart(6, '0')}`;
  if (isAddressRange(name)) return { mac, address: name, resource: null };
  return { mac, address: `10.0.${Math.floor(number / 200)}.${(number % 200) + 4}`, resource: `${nicId}${name}` };
}
