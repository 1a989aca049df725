import { defaultWatchedPorts } from '../../../../src/config/default-watched-ports.ts';
import type { SeenKnock } from '../knock.ts';
import { dayMs, hourMs } from '../world-time.ts';

/** From 0 at `a` to 1 at `b`, by the logarithm. */
const ramp = (x: number, a: number, b: number): number => (x === 0 ? 0 : clamp(Math.log(x / a) / Math.log(b / a)));
const clamp = (x: number): number => Math.min(1, Math.max(0, x));

/**
 * The targeting score of who works on one target alone, straight from its text and slow: to say when someone put into a world must be found,
 * without the code that is to find it.
 *
 * @param knocks denied, at the target, of the last 14 days, in order of time
 * @param share of a port in what everyone else is denied
 * @param inCompany a prefix: points for its sources on the top door
 */
export function scoreByTheBook(
  knocks: readonly SeenKnock[],
  nowMs: number,
  share: (port: number) => number,
  inCompany: boolean,
): number {
  const inWindow = knocks.filter(({ atMs }) => Math.floor(atMs / hourMs) > Math.floor(nowMs / hourMs) - 24);
  const byPort = new Map<number, number>();
  for (const { port, flows } of inWindow) byPort.set(port, (byPort.get(port) ?? 0) + flows);
  const ports = [...byPort].filter(([port]) => weightOf(port) > 0).sort((a, b) => b[1] - a[1] || weightOf(b[0]) - weightOf(a[0]));
  const [top] = ports;
  if (top === undefined) return 0;
  const attempts = ports.reduce((sum, [, flows]) => sum + flows, 0);
  const hours = new Set(inWindow.map(({ atMs }) => Math.floor(atMs / hourMs))).size;
  const sources = new Set(inWindow.filter(({ port }) => port === top[0]).map(({ source }) => source)).size;
  const points =
    40 * ramp(attempts, 10, 100) +
    25 * ramp(ports.length, 1, 8) +
    15 * ramp(hours, 2, 12) +
    15 * ramp(activeDays(knocks), 1, 4) +
    5 * clamp((-Math.log2(share(top[0])) - 3) / 4) +
    (inCompany ? 15 * ramp(sources, 4, 30) : 0);
  const weight = Math.max(...ports.filter(([, flows]) => flows >= top[1] / 3).map(([port]) => weightOf(port)));
  return Math.min(100, (0.6 + 0.06 * weight) * points);
}

/** Days with at least three attempts of one source; of several the most. */
function activeDays(knocks: readonly SeenKnock[]): number {
  const days = [...Map.groupBy(knocks, ({ source }) => source).values()].map((ofSource) => {
    const perDay = new Map<number, number>();
    for (const { atMs, flows } of ofSource) {
      const day = Math.floor(atMs / dayMs);
      perDay.set(day, (perDay.get(day) ?? 0) + flows);
    }
    return [...perDay.values()].filter((flows) => flows >= 3).length;
  });
  return Math.max(0, ...days);
}

function weightOf(port: number): number {
  return defaultWatchedPorts.find((watched) => watched.port === port)?.weight ?? 0;
}
