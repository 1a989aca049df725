import type { Random } from '../../../src/local/simulate/random.ts';

/** Shares of the watched ports among knocks on them, in percent: telnet first, then SSH, RDP and file sharing; they need not add up to 100. */
export const portShares: readonly (readonly [port: number, share: number])[] = [
  [23, 34],
  [22, 20],
  [3389, 10],
  [445, 8],
  [2323, 4],
  [1433, 3.5],
  [6379, 3],
  [3306, 2.5],
  [5555, 2.5],
  [5900, 2],
  [21, 2],
  [5432, 1.5],
  [2222, 1.5],
  [135, 0.8],
  [139, 0.7],
  [9200, 0.6],
  [27017, 0.6],
  [2375, 0.6],
  [11211, 0.4],
  [5985, 0.4],
  [10250, 0.4],
  [1521, 0.3],
  [2379, 0.3],
  [6443, 0.3],
  [5986, 0.2],
];

/** Of all knocks so many are on ports that nobody watches. */
export const unwatchedShare = 0.4;

const total = portShares.reduce((sum, [, share]) => sum + share, 0);

/** The share of a watched port in all knocks on watched ports, 0 to 1. */
export function shareOf(port: number): number {
  return (portShares.find(([other]) => other === port)?.[1] ?? 0) / total;
}

/** A watched port, by its share. */
export function pickWatchedPort(random: Random): number {
  let rest = random.next() * total;
  for (const [port, share] of portShares) {
    rest -= share;
    if (rest < 0) return port;
  }
  return 23;
}

/** A port that nobody watches: web servers' first, else any high one. */
export function pickUnwatchedPort(random: Random): number {
  return random.chance(0.4) ? random.pick([80, 443, 8080, 8443, 5060, 8728]) : random.between(30_000, 60_000);
}

/** Any port, as the crowd knocks. */
export function pickPort(random: Random): number {
  return random.chance(unwatchedShare) ? pickUnwatchedPort(random) : pickWatchedPort(random);
}
