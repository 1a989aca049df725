import type { Random } from './random.ts';

/** A network interface of the simulated network, and the flow log that covers it. */
export interface SimulatedTarget {
  readonly name: string;
  readonly kind: 'nsg' | 'vnet';
  /** 12 upper-case hex digits. */
  readonly mac: string;
  /** Its private address, as flow logs show it. */
  readonly address: string;
  /** The NSG that decides: its resource id. */
  readonly nsg: string;
  /** vnet: what the flow log was set on (a virtual network or an interface), as `targetResourceID` names it. */
  readonly watched: string;
  /** vnet: id of the flow log as records and paths write it, upper case. */
  readonly flowLog: string;
  readonly flowLogGuid: string;
  readonly systemGuid: string;
}

const region = 'WESTEUROPE';
const resourceGroup = 'shop-prod';

interface Plan {
  readonly name: string;
  readonly nsg: string;
  /** Third byte of its address: its subnet. */
  readonly subnet: number;
  /** nsg: an NSG flow log; vnet: one flow log on the whole virtual network; nic: a flow log of its own. */
  readonly log: 'nsg' | 'vnet' | 'nic';
}

const plans: readonly Plan[] = [
  { name: 'vm-web1', nsg: 'nsg-web', subnet: 1, log: 'nsg' },
  { name: 'vm-web2', nsg: 'nsg-web', subnet: 1, log: 'nsg' },
  { name: 'vm-web3', nsg: 'nsg-web', subnet: 1, log: 'nsg' },
  { name: 'vm-mail1', nsg: 'nsg-mail', subnet: 2, log: 'nsg' },
  { name: 'vm-legacy1', nsg: 'nsg-legacy', subnet: 2, log: 'nsg' },
  { name: 'vm-jump1', nsg: 'nsg-jump', subnet: 3, log: 'nic' },
  { name: 'vm-db1', nsg: 'nsg-db', subnet: 4, log: 'nic' },
  { name: 'vm-build1', nsg: 'nsg-build', subnet: 3, log: 'nic' },
  { name: 'vm-app1', nsg: 'nsg-app', subnet: 5, log: 'vnet' },
  { name: 'vm-app2', nsg: 'nsg-app', subnet: 5, log: 'vnet' },
  { name: 'vm-cache1', nsg: 'nsg-app', subnet: 5, log: 'vnet' },
  { name: 'vm-files1', nsg: 'nsg-files', subnet: 4, log: 'vnet' },
];

/** Twelve targets of a small shop: five under NSG flow logs (version 2), seven under virtual network flow logs (version 4). */
export function createNetwork(random: Random): readonly SimulatedTarget[] {
  const subscription = guid(random);
  const systemGuids = new Map(plans.map(({ nsg }) => [nsg, guid(random)]));
  const flowLogGuids = new Map(plans.map((plan) => [watchedBy(plan)[1], guid(random)]));
  return plans.map((plan, index) => {
    const watched = watchedBy(plan);
    return {
      name: plan.name,
      kind: plan.log === 'nsg' ? 'nsg' : 'vnet',
      mac: `${random.pick(['000D3A', '00224', '6045BD', '7C1E52'])}${hex(random, 7)}`.slice(0, 12),
      address: `10.20.${plan.subnet}.${4 + index}`,
      nsg: networkResource(subscription, 'networkSecurityGroups', plan.nsg),
      watched: networkResource(subscription, ...watched),
      flowLog: flowLogId(subscription, watched[1]),
      flowLogGuid: flowLogGuids.get(watched[1]) ?? '',
      systemGuid: systemGuids.get(plan.nsg) ?? '',
    };
  });
}

const wholeNetwork: readonly [type: string, name: string] = ['virtualNetworks', 'vnet-shop'];

function watchedBy(plan: Plan): readonly [type: string, name: string] {
  return plan.log === 'vnet' ? wholeNetwork : ['networkInterfaces', `${plan.name}-nic`];
}

function networkResource(subscription: string, type: string, name: string): string {
  return `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.Network/${type}/${name}`;
}

/** As records write it; the portal names a flow log for its target and resource group. */
function flowLogId(subscription: string, target: string): string {
  const name = `${target}-${resourceGroup}-flowlog`;
  return `/SUBSCRIPTIONS/${subscription}/RESOURCEGROUPS/NETWORKWATCHERRG/PROVIDERS/MICROSOFT.NETWORK/NETWORKWATCHERS/NETWORKWATCHER_${region}/FLOWLOGS/${name}`.toUpperCase();
}

function hex(random: Random, digits: number): string {
  return Array.from({ length: digits }, () => random.between(0, 15).toString(16))
    .join('')
    .toUpperCase();
}

function guid(random: Random): string {
  return [8, 4, 4, 4, 12].map((digits) => hex(random, digits).toLowerCase()).join('-');
}
