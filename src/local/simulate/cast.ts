import type { SimulatedTarget } from './network.ts';
import type { Random } from './random.ts';

/** Someone who tries one door again and again, and never gets in. */
export interface BruteForcer {
  readonly source: string;
  readonly target: SimulatedTarget;
  readonly port: number;
  /** Attempts a minute. */
  readonly eagerness: number;
  /** Event time, ms. */
  readonly sinceMs: number;
}

/** A door that a rule opened to everyone. */
export interface OpenDoor {
  readonly target: SimulatedTarget;
  readonly port: number;
  readonly rule: string;
  /** Event time, ms. */
  readonly sinceMs: number;
}

/** Those who come again: the same addresses in the past as in the live minutes. */
export interface Cast {
  readonly intruder: string;
  readonly locksmith: string;
  /** Scan the whole internet, each from an address of its own. */
  readonly scanners: readonly [string, ...string[]];
  /** A university that scans the whole internet from one network. */
  readonly researchers: readonly [string, ...string[]];
  readonly bruteForcers: readonly BruteForcer[];
  /** The people who look after the network. */
  readonly administrators: readonly [string, string];
  /** What machines call by themselves. */
  readonly services: readonly [string, ...string[]];
  readonly openDoor: OpenDoor;
  /** One that a rule opens in the live minutes. */
  readonly openedDoor: OpenDoor;
  /** A partner who is expected at one machine; its rule is lost in the live minutes. */
  readonly partner: Partner;
}

/** Someone from outside who works with the shop, as its settings say. */
export interface Partner {
  readonly sources: readonly [string, ...string[]];
  readonly target: SimulatedTarget;
  readonly port: number;
  readonly rule: string;
  /** From then on the rule is missing, event time, ms. */
  readonly lockedOutAtMs: number;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/**
 * Draws who comes again, and which door was left open.
 *
 * @param originMs when the live minutes begin; nobody tries one door for more than four days before it, the open door has been so for nine
 */
export function createCast(
  targets: readonly SimulatedTarget[],
  named: (name: string) => SimulatedTarget,
  random: Random,
  newAddress: () => string,
  originMs: number,
): Cast {
  const jumpHost = named('vm-jump1');
  const others = targets.filter((target) => target !== jumpHost);
  const firstForced = random.between(0, others.length - 1);
  const bruteForcer = ({ port, days }: { readonly port: number; readonly days: number }, index: number): BruteForcer => ({
    port,
    source: newAddress(),
    target: others[(firstForced + 3 * index) % others.length] ?? jumpHost,
    eagerness: random.between(1, 6) / 2,
    sinceMs: originMs - days * dayMs,
  });
  return {
    intruder: newAddress(),
    locksmith: newAddress(),
    scanners: several(40, newAddress),
    researchers: neighbours(newAddress(), 24),
    bruteForcers: bruteForced.map(bruteForcer),
    administrators: [newAddress(), newAddress()],
    services: several(25, newAddress),
    openDoor: { target: jumpHost, port: 22, rule: 'UserRule_AllowSshTemporary', sinceMs: originMs - 9 * dayMs - dayMs / 3 },
    openedDoor: { target: named('vm-files1'), port: 445, rule: 'UserRule_AllowSmbMigration', sinceMs: originMs + 20 * minuteMs },
    partner: {
      // A documentation range (RFC 5737): the settings of the simulated shop name it.
      sources: ['203.0.113.20', '203.0.113.21', '203.0.113.24'],
      target: named('vm-build1'),
      port: 22,
      rule: 'UserRule_AllowSshPartner',
      lockedOutAtMs: originMs + 10 * minuteMs,
    },
  };
}

/** Two have been at it for days, one begins with the live minutes. */
const bruteForced = [
  { port: 3389, days: 3.2 },
  { port: 22, days: 1.4 },
  { port: 1433, days: 0 },
];

function several(count: number, newAddress: () => string): readonly [string, ...string[]] {
  return [newAddress(), ...Array.from({ length: count - 1 }, newAddress)];
}

/** Addresses of one /24. */
function neighbours(address: string, count: number): readonly [string, ...string[]] {
  const network = address.slice(0, address.lastIndexOf('.'));
  const at = (index: number): string => `${network}.${64 + index}`;
  return [at(0), ...Array.from({ length: count - 1 }, (_, index) => at(index + 1))];
}
