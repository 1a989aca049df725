/** Who is let in at a door, and when. */
export interface Opening {
  readonly rule: string;
  readonly place: number;
  readonly port: number;
  readonly fromMs: number;
  readonly untilMs: number;
  /** Null: anyone. */
  readonly admits: ((source: string) => boolean) | null;
}

/** A time in which one rule is missing at a door. */
export interface Closing extends Pick<Opening, 'rule' | 'place' | 'port' | 'fromMs' | 'untilMs'> {}

/** The rule that lets a source in, null where none does. */
export type Firewall = (place: number, port: number, source: string, atMs: number) => string | null;

export const denyRule = 'DefaultRule_DenyAllInBound';

/** Rules in force: everything is denied but what an opening admits while no closing takes it away. */
export function makeFirewall(openings: readonly Opening[], closings: readonly Closing[]): Firewall {
  const byDoor = Map.groupBy(openings, ({ place, port }) => doorOf(place, port));
  const isTakenAway = ({ rule }: Opening, place: number, port: number, atMs: number): boolean =>
    closings.some((one) => one.rule === rule && one.place === place && one.port === port && isAt(one, atMs));
  return (place, port, source, atMs) => {
    const letting = byDoor
      .get(doorOf(place, port))
      ?.find((one) => isAt(one, atMs) && (one.admits === null || one.admits(source)) && !isTakenAway(one, place, port, atMs));
    return letting?.rule ?? null;
  };
}

const doorOf = (place: number, port: number): number => place * 65_536 + port;
const isAt = ({ fromMs, untilMs }: Pick<Opening, 'fromMs' | 'untilMs'>, atMs: number): boolean =>
  atMs >= fromMs && atMs < untilMs;
