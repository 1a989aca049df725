import type { Hour } from './world-time.ts';

/** Someone knocks: `flows` times in one minute of the hour, at a port of what stands at a place. */
export type Knock = (minute: number, source: string, place: number, port: number, flows: number) => void;

/** Someone, or a crowd, with a life of its own: gives its knocks of an hour, in any order. */
export type Actor = (hour: Hour, knock: Knock) => void;

/** A knock as it went: let in or not. */
export interface SeenKnock {
  readonly atMs: number;
  readonly source: string;
  readonly place: number;
  readonly port: number;
  readonly flows: number;
  readonly isLetIn: boolean;
}
