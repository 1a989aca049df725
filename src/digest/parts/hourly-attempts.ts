import type { HourlyAttempts } from '../../model/digest/day-counts.ts';
import type { DigestInput } from '../digest-input.ts';
import { clockHourStart, localTimeOf } from '../local-day.ts';
import { hasSettled } from './data-state.ts';
import type { RecordedHours } from './recorded-hours.ts';

/** Denied attempts hour by hour, stacked by port, each with its hour by the clocks of the zone and whether there are records of it. */
export function hourlyAttempts({ day, parts, madeAtMs }: DigestInput, recorded: RecordedHours): HourlyAttempts {
  const hours = parts.hourly.hours.map((counted) => {
    const startMs = clockHourStart(counted.hour);
    const ended = hasSettled(counted.hour, madeAtMs) ? 'missing' : 'to-come';
    const data = recorded.isRecorded(startMs) ? 'recorded' : ended;
    return { ...counted, startMs, label: localTimeOf(startMs, day.timeZone), data } as const;
  });
  return { ports: parts.hourly.ports, hours };
}
