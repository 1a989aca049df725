import type { NamedPort } from './names.ts';

/** A number of the day beside what is usual. */
export interface Compared {
  readonly now: number;
  /** Median of the whole days among the seven before; null where fewer than three are. Of two in the middle, the mean. */
  readonly usual: number | null;
  /** Share of `usual` by which it is more (0.5: half as many again) or less; null where `usual` is null or under 20, or the day is not whole. */
  readonly change: number | null;
}

/** The day in few numbers: attempts on watched ports from public addresses. */
export interface DaySums {
  readonly denied: Compared;
  /** Distinct sources that were denied. */
  readonly sources: Compared;
  readonly letIn: Compared;
  /** Distinct sources that were let in. */
  readonly sourcesLetIn: number;
  /** Targets at which anyone was denied on a watched port. */
  readonly targetsDenied: number;
  /** Targets that any flow from the internet reached, denied on any port or let in on a watched one. */
  readonly targetsReached: number;
  /** Network interfaces (MACs) that logged. */
  readonly interfaces: number;
  /** Whole days behind the medians, 0 to 7. */
  readonly usualDays: number;
  /** Denied on ports that are not watched. */
  readonly otherPorts: {
    readonly denied: number;
    readonly sources: number;
    readonly ports: number;
    /** Most denied first, at most 10. */
    readonly busiest: readonly (NamedPort & { readonly denied: number })[];
  };
}
