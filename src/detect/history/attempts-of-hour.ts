import type { DeniedColumns } from '../../model/facts.ts';
import type { DayView, HourView } from './view-day.ts';

/** The attempts (on watched ports) of one hour. Columns of equal length. */
export interface HourAttempts {
  readonly slot: Uint32Array;
  /** Index into `sources`. */
  readonly source: Uint32Array;
  /** Index into `targets` × number of `ports` + place of the port. */
  readonly door: Uint32Array;
  /** 1 turned away, 0 let in. */
  readonly isDenied: Uint8Array;
  readonly flows: Uint32Array;
}

/** Makes the function that lists the attempts of an hour of the day; what it gives is good until it is asked for the next. */
export function listAttempts(view: DayView): (hour: HourView) => HourAttempts {
  const room = attemptsOf(Math.max(0, ...view.hours.map(({ facts }) => facts.allowed.slot.length + facts.denied.slot.length)));
  return (hour) => {
    const letIn = addRows(room, 0, hour.facts.allowed, 0, view, hour);
    const end = addRows(room, letIn, hour.facts.denied, 1, view, hour);
    return {
      slot: room.slot.subarray(0, end),
      source: room.source.subarray(0, end),
      door: room.door.subarray(0, end),
      isDenied: room.isDenied.subarray(0, end),
      flows: room.flows.subarray(0, end),
    };
  };
}

function attemptsOf(count: number): HourAttempts {
  return {
    slot: new Uint32Array(count),
    source: new Uint32Array(count),
    door: new Uint32Array(count),
    isDenied: new Uint8Array(count),
    flows: new Uint32Array(count),
  };
}

function addRows(
  attempts: HourAttempts,
  from: number,
  { slot, source, target, port, protocol, flows }: DeniedColumns,
  isDenied: 0 | 1,
  { placeOfPort, ports }: DayView,
  { dayOfSource, dayOfTarget }: HourView,
): number {
  let at = from;
  for (let row = 0; row < slot.length; row++) {
    const place = placeOfPort(port[row] ?? 0, protocol[row] ?? 0);
    if (place < 0) continue;
    attempts.slot[at] = slot[row] ?? 0;
    attempts.source[at] = dayOfSource[source[row] ?? 0] ?? 0;
    attempts.door[at] = (dayOfTarget[target[row] ?? 0] ?? 0) * ports.length + place;
    attempts.isDenied[at] = isDenied;
    attempts.flows[at++] = flows[row] ?? 0;
  }
  return at;
}
