import type { PortRow } from '../../model/digest/day-counts.ts';
import type { DayFigures, PortFigures } from '../../model/digest/day-figures.ts';
import type { PortCounts } from '../../model/digest/day-parts.ts';
import type { PastDay } from '../../model/digest/digest-day.ts';
import type { PortKey } from '../../model/facts.ts';
import { namedPort } from '../count/name-ports.ts';
import type { DigestInput } from '../digest-input.ts';
import { earlierShown } from './data-state.ts';
import type { Compare } from './usual.ts';

/** Days that a median is of. */
const medianDays = 7;
/** A crowd is news from so many sources on, and so many times the usual. */
const crowd = { sources: 20, times: 3 } as const;

/** The whole days among the seven before: what the day is compared with. */
export function usualDays({ earlier }: DigestInput, past: readonly PastDay[]): readonly DayFigures[] {
  const whole = new Set(past.slice(-medianDays).flatMap(({ day, data }) => (data === 'whole' ? [day] : [])));
  return earlier.flatMap(({ figures }) => (figures !== null && whole.has(figures.day) ? [figures] : []));
}

/** The watched ports that anyone tried in the 14 days, most denied first. */
export function portRows(
  input: DigestInput,
  usual: readonly DayFigures[],
  compare: Compare,
  hasData: boolean,
): readonly PortRow[] {
  const { parts, earlier } = input;
  const shown = earlier.slice(-earlierShown).map(({ figures }) => figures);
  const known = new Set([...shown.flatMap((figures) => figures?.ports ?? []), ...parts.ports].map(({ port }) => port));
  const rows = parts.figures.watched
    .filter((port) => known.has(port))
    .map((port) => {
      const counts = parts.ports.find((one) => one.port === port) ?? { ...nobody, port };
      const series = [...shown.map((day) => seriesOf(day, port)), hasData ? counts.denied : null];
      return portRow(input, counts, series, (pick) => usual.map((day) => pick(figuresAt(day, port))), compare);
    });
  return rows.sort((a, b) => b.denied.now - a.denied.now || a.protocol - b.protocol || a.port - b.port);
}

const nobody = { denied: 0, sources: 0, letIn: 0, sourcesLetIn: 0, targets: 0 };

function seriesOf(figures: DayFigures | null, port: PortKey): number | null {
  return figures === null || figures.flowLogs.length === 0 ? null : figuresAt(figures, port).denied;
}

const figuresAt = ({ ports }: DayFigures, port: PortKey): PortFigures =>
  ports.find((row) => row.port === port) ?? { ...nobody, port };

/** A number of the days that are compared with. */
type OfUsual = (pick: (figures: PortFigures) => number) => readonly number[];

function portRow(
  { settings, words }: DigestInput,
  { port, ...counts }: PortCounts,
  series: PortRow['series'],
  ofUsual: OfUsual,
  compare: Compare,
): PortRow {
  const named = namedPort(port, words);
  const sources = compare(
    counts.sources,
    ofUsual((day) => day.sources),
  );
  const isCrowd =
    sources.usual !== null && sources.now >= crowd.sources && sources.now >= crowd.times * Math.max(1, sources.usual);
  return {
    ...named,
    ...counts,
    weight: settings.watchedPorts.find((one) => one.port === named.port && one.protocol === named.protocol)?.weight ?? 0,
    denied: compare(
      counts.denied,
      ofUsual((day) => day.denied),
    ),
    sources,
    series,
    isCrowd,
  };
}
