import type { SettingReader } from './setting-reader.ts';

/** A clock for simulated or played logs: at `realOriginMs` of the wall clock it showed `eventOriginMs`, and runs `rate` times as fast. */
export interface EventClock {
  /** ms since the epoch. */
  readonly realOriginMs: number;
  /** ms since the epoch. */
  readonly eventOriginMs: number;
  /** 1 is real time; 60 makes an hour pass in a minute; 0 stands still. */
  readonly rate: number;
}

const form = /^(?<event>\S+Z)@(?<rate>\d+(?:\.\d+)?) since (?<real>\S+Z)$/;

/**
 * `KNOCKWATCH_CLOCK`: `2026-11-01T00:00:00Z@60 since 2026-11-22T03:00:00Z` shows the first time at the second time of the wall clock,
 * and goes 60 times as fast. Null where it is absent (events have real time) or wrong (a problem).
 */
export function readEventClock(reader: SettingReader): EventClock | null {
  const name = 'KNOCKWATCH_CLOCK';
  const text = reader.text(name);
  if (text === null) return null;
  const parts = form.exec(text)?.groups;
  const eventOriginMs = Date.parse(parts?.['event'] ?? '');
  const realOriginMs = Date.parse(parts?.['real'] ?? '');
  const rate = Number(parts?.['rate']);
  if (![eventOriginMs, realOriginMs, rate].some(Number.isNaN)) return { realOriginMs, eventOriginMs, rate };
  reader.problem(
    name,
    `is "${text}", expected EVENT-TIME@RATE since REAL-TIME, as in 2026-11-01T00:00:00Z@60 since 2026-11-22T03:00:00Z`,
  );
  return null;
}

/** The value of `KNOCKWATCH_CLOCK` that `readEventClock` reads back. */
export const eventClockText = (clock: EventClock): string =>
  `${new Date(clock.eventOriginMs).toISOString()}@${clock.rate} since ${new Date(clock.realOriginMs).toISOString()}`;
