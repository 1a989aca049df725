import type { DecidingRule, Door, FindingCore, Replied } from './finding-core.ts';

/** A door with how often a source was turned away there. */
export interface DeniedDoor extends Door {
  readonly flows: number;
}

/** A door through which a source was let in after its denials. */
export interface LetInDoor extends Door {
  /** Start of the slot of its first let-in there, ms. */
  readonly letInAtMs: number;
  readonly flows: number;
  readonly replied: Replied;
  /** The rule of that first let-in. */
  readonly allowedBy: DecidingRule;
}

/** A source that had been turned away got in. One a (source, target); it opens with the slot of the deciding (first) let-in. */
export interface Breakthrough extends FindingCore {
  readonly finding: 'breakthrough';
  /** IPv4 address, or IPv6 /64. */
  readonly source: string;
  /** ISO 3166-1 alpha-2, or ''. */
  readonly country: string;
  /** The door it came through first (after its denials). */
  readonly door: Door;
  /** The target's name by settings, else that of its network interface or machine, else its address or MAC. */
  readonly targetName: string;
  /** Start of the slot of the deciding (first) let-in, ms. */
  readonly letInAtMs: number;
  readonly firstDeniedAtMs: number;
  readonly lastDeniedAtMs: number;
  /** Denied flows on watched ports, all doors, up to and with the slot in which the last of `letInDoors` first let it in. */
  readonly denials: number;
  /** Most flows first. */
  readonly deniedDoors: readonly DeniedDoor[];
  readonly letInFlows: number;
  readonly replied: Replied;
  readonly packetsReceived: number;
  readonly bytesReceived: number;
  readonly bytesSent: number;
  /** Every door of the target it came through so; the first is `door`. Flows, packets, bytes and `replied` are of them together. */
  readonly letInDoors: readonly LetInDoor[];
  /** The rule that let it in, and the rule that had denied it most. */
  readonly allowedBy: DecidingRule;
  readonly deniedBy: DecidingRule;
}
