import { cleanText } from './clean-text.ts';

const nameCharacters = 60;
/** Kinds of Azure resource that flow logs name, as people call them. */
const kindNames: ReadonlyMap<string, string> = new Map([
  ['networksecuritygroups', 'NSG'],
  ['virtualnetworks', 'VNet'],
  ['subnets', 'subnet'],
  ['networkinterfaces', 'network interface'],
  ['flowlogs', 'flow log'],
]);

/**
 * Shortens a resource id to what people call it: `/subscriptions/…/networkSecurityGroups/nsg-db` → `NSG nsg-db`. Anything
 * that is no resource id (a bare GUID, `unspecified`) gives ''.
 */
export function resourceLabel(id: string): string {
  const [kind, name] = id.split('/').slice(-2);
  const kindName = kindNames.get(kind?.toLowerCase() ?? '');
  if (kindName === undefined || name === undefined || name === '') return '';
  return `${kindName} ${cleanText(name, nameCharacters)}`;
}
