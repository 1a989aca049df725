import type { Campaign } from '../model/findings/campaign.ts';
import { type JudgedPort, judgePorts } from './campaign/judge-port.ts';
import { type Crowd, measureCrowds } from './campaign/measure-crowds.ts';
import { compareText } from './compare-text.ts';
import type { Detection } from './detection.ts';
import { clockHourStart, endedHours, hourMs } from './history/clock-hours.ts';
import { portText } from './words/port-text.ts';
import { spanText } from './words/span-text.ts';

/** The last so many clock hours are judged; the records of one have come so long after its end. */
export const hoursJudged = 3;
const settledAfterMs = 5 * 60_000;
/** With one target a crowd at the port and someone who aims at it cannot be told apart. */
export const leastTargets = 2;
/** A median of fewer days says nothing yet. */
const leastDays = 7;
const dayMs = 24 * hourMs;

/**
 * Finds the watched ports whose crowd changed: distinct prefixes denied there in a clock hour, compared with the median of that time of
 * day, high in two of the last three hours. One finding a port, ordered by key.
 */
export function findCampaigns(detection: Detection): readonly Campaign[] {
  if (detection.view.targets.length < leastTargets) return [];
  const hours = judgedHours(detection.nowMs);
  const ports = judgePorts(detection, hours);
  const crowds = measureCrowds(detection.view, new Set(ports.map(({ port }) => port)), hours);
  return ports
    .flatMap((judged) => {
      const crowd = crowds.get(judged.port);
      return crowd === undefined ? [] : [describeCampaign(detection, judged, crowd)];
    })
    .sort((a, b) => compareText(a.key, b.key));
}

/** The clock hours that are judged at a time, oldest first. */
export const judgedHours = (nowMs: number): readonly string[] => endedHours(nowMs, hoursJudged, settledAfterMs);

function describeCampaign({ settings, nowMs }: Detection, judged: JudgedPort, crowd: Crowd): Campaign {
  const { hours, deciding, last, highest, days } = judged;
  const [port, protocol] = [judged.port % 0x10000, Math.floor(judged.port / 0x10000)];
  const { times, prefixes } = settings.bounds.campaign;
  return {
    finding: 'campaign',
    key: portText(port, protocol),
    severity: 'medium',
    openedAtMs: clockHourStart(deciding.hour),
    lastSeenAtMs: clockHourStart(last.hour) + hourMs,
    sources: [],
    doors: [],
    score: null,
    digestOnly: false,
    installedAtMs: crowd.installedAtMs,
    learning: days >= leastDays ? null : learningText(days, nowMs),
    port,
    protocol,
    hours: hours.map(({ hour, prefixes: ofHour, median, isHigh }) => ({ hour, prefixes: ofHour, median, isHigh })),
    prefixes: highest.prefixes,
    median: highest.median,
    sourceCount: crowd.sourceCount,
    denials: crowd.denials,
    targetCount: crowd.targetCount,
    countries: crowd.countries,
    days,
    why: [
      ...hours.filter(({ isHigh }) => isHigh).map((hour) => hourText(hour, portText(port, protocol))),
      `An hour is high from ${times} times the usual and ${prefixes} networks on; ${hours.filter(({ isHigh }) => isHigh).length} of the last ${hoursJudged} hours were.`,
      `The usual is the median of that hour of the day and its two neighbours over ${days} days of records, at least 1.`,
    ],
  };
}

function hourText({ hour, prefixes, median }: JudgedPort['highest'], port: string): string {
  const fromMs = clockHourStart(hour);
  const ratio = Math.floor((prefixes / median) * 10) / 10;
  return `${spanText(fromMs, fromMs + hourMs)}: ${prefixes} networks (IPv4 /24, IPv6 /48) were denied on ${port}, ${ratio} times the usual ${median}.`;
}

/** Each day with records to come adds one. */
function learningText(days: number, nowMs: number): string {
  const until = new Date(nowMs + (leastDays - days) * dayMs).toISOString().slice(0, 10);
  return `Learning until ${until}: ${days} of ${leastDays} days of records.`;
}
