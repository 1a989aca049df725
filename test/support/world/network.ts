import type { Target } from '../../../src/model/facts.ts';
import type { NamedTarget } from '../../../src/model/settings.ts';
import { dayMs, isWorkingHour } from './world-time.ts';

/** What is special about a world's targets. */
export type Variant = 'plain' | 'jump-host' | 'office-hours' | 'scale-set';
export const variants: readonly Variant[] = ['plain', 'jump-host', 'office-hours', 'scale-set'];

/**
 * The targets of a world, by their places. A place is what people mean by "the jump host" or "the third instance"; what stands there may
 * be replaced.
 */
export interface Network {
  readonly variant: Variant;
  readonly places: number;
  /** Places whose target stays and is always on: all but those that the variant makes special. */
  readonly steady: readonly number[];
  /** What stands at a place at a time; null while it is off. */
  readonly targetAt: (place: number, atMs: number) => Target | null;
  /** The place where SSH is open to all, null where there is none. */
  readonly jumpHost: number | null;
  /** As people would write them in the settings: the replaced ones are one group. */
  readonly named: readonly NamedTarget[];
}

/** The flow log that tells of all targets. */
export const flowLog = 'FLOWLOGRESOURCEID=/SUBSCRIPTIONS/1/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.NETWORK/FLOWLOGS/NETWORK';
const group = '/subscriptions/1/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces';

/** A network with so many places. */
export function makeNetwork(places: number, variant: Variant): Network {
  const replaced = variant === 'scale-set' ? Math.max(1, Math.floor(places / 3)) : 0;
  const partTime = variant === 'office-hours' ? places - 1 : -1;
  const isReplaced = (place: number): boolean => place >= places - replaced;
  const all = Array.from({ length: places }, (_, place) => place);
  const steady = all.filter((place) => !isReplaced(place) && place !== partTime);
  return {
    variant,
    places,
    steady: steady.length > 0 ? steady : all,
    jumpHost: variant === 'jump-host' ? 0 : null,
    named: replaced > 0 ? [{ name: 'scale set', match: '10.2.0.0/16', criticality: 1 }] : [],
    targetAt: (place, atMs) => {
      if (place === partTime && !isWorkingHour(atMs)) return null;
      return isReplaced(place) ? instanceOf(place, Math.floor(atMs / dayMs)) : lastingTarget(place);
    },
  };
}

function lastingTarget(place: number): Target {
  return {
    mac: `000D3A00${hex(place, 4)}`,
    address: `10.1.${place >> 8}.${place & 255}`,
    resource: `${group}/vm-${place}`,
  };
}

/** A new one each day, with addresses of its own for half a year. */
function instanceOf(place: number, day: number): Target {
  const number = (day % 180) * 300 + place;
  return {
    mac: `000D3B${hex(number, 6)}`,
    address: `10.2.${(number >> 8) & 255}.${number & 255}`,
    resource: `${group}/set-${number}`,
  };
}

const hex = (number: number, digits: number): string => number.toString(16).toUpperCase().padStart(digits, '0');
