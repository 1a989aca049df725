import type { Background } from '../digest.ts';
import type { PortKey } from '../facts.ts';
import type { FlowLogKind } from '../stream.ts';
import type { AttemptsOfHour, CountryRow, Matrix, RuleRow, TargetRow, Top } from './day-counts.ts';
import type { DayFigures } from './day-figures.ts';
import type { DaySums } from './day-sums.ts';
import type { NamedPort, NamedTarget } from './names.ts';

/** Raised when what is kept of a day is made otherwise: what an older version kept is then made again. */
export const partsFormat = 1;

/** A watched port that anyone tried. */
export interface PortCounts {
  readonly port: PortKey;
  readonly denied: number;
  readonly sources: number;
  readonly letIn: number;
  readonly sourcesLetIn: number;
  readonly targets: number;
}

/** What a flow log told over the day. */
export interface LogCounts {
  readonly flowLog: string;
  readonly kind: FlowLogKind;
  /** Places in the day of the hours with records, ascending. */
  readonly hours: readonly number[];
  readonly interfaces: number;
  readonly records: number;
  readonly tuples: number;
  readonly rejected: number;
  /** All flows that it told of, counting or not. */
  readonly flows: number;
  readonly alsoLoggedElsewhere: number;
}

/**
 * All of a day's digest that its facts alone decide, under the names that the settings give: kept once the day is over, so that its digest
 * can be made again without reading its facts.
 */
export interface DayParts {
  readonly format: number;
  readonly settingsVersion: string;
  readonly figures: DayFigures;
  readonly ports: readonly PortCounts[];
  readonly sourcesLetIn: number;
  readonly targetsDenied: number;
  readonly targetsReached: number;
  readonly otherPorts: DaySums['otherPorts'];
  readonly hourly: {
    readonly ports: readonly NamedPort[];
    readonly hours: readonly Pick<AttemptsOfHour, 'hour' | 'denied' | 'others'>[];
  };
  readonly portsByCountry: Matrix<NamedPort, string>;
  readonly targetsByPort: Matrix<NamedTarget, NamedPort>;
  readonly targets: Top<TargetRow>;
  readonly rules: { readonly denied: Top<RuleRow>; readonly allowed: Top<RuleRow> };
  /** All, most denied first. */
  readonly countries: readonly CountryRow[];
  readonly background: Background;
  readonly logs: readonly LogCounts[];
  readonly lags: readonly { readonly atMostMinutes: number; readonly records: number }[];
}
