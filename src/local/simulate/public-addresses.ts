import type { Random } from './random.ts';

/**
 * Draws public IPv4 addresses at random from the space that is in use, as `isAllocated` tells (a country database knows it). Whose they
 * are means nothing: the traffic is invented.
 */
export function publicAddresses(random: Random, isAllocated: (address: string) => boolean): () => string {
  return () => {
    for (;;) {
      const address = [random.between(1, 223), random.between(0, 255), random.between(0, 255), random.between(1, 254)].join('.');
      if (isAllocated(address)) return address;
    }
  };
}
