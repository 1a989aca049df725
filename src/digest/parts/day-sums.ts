import type { DayFigures } from '../../model/digest/day-figures.ts';
import type { DaySums } from '../../model/digest/day-sums.ts';
import type { DigestInput } from '../digest-input.ts';
import type { Compare } from './usual.ts';

/** The day in few numbers. */
export function daySums({ parts }: Pick<DigestInput, 'parts'>, usual: readonly DayFigures[], compare: Compare): DaySums {
  const { figures, sourcesLetIn, targetsDenied, targetsReached, otherPorts } = parts;
  return {
    denied: compare(
      figures.denied,
      usual.map((day) => day.denied),
    ),
    sources: compare(
      figures.sources,
      usual.map((day) => day.sources),
    ),
    letIn: compare(
      figures.letIn,
      usual.map((day) => day.letIn),
    ),
    sourcesLetIn,
    targetsDenied,
    targetsReached,
    interfaces: figures.interfaces.length,
    usualDays: usual.length,
    otherPorts,
  };
}
