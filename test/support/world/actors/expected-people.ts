import type { ExpectedSource } from '../../../../src/model/settings.ts';
import { chanceOf } from '../chance.ts';
import type { Opening } from '../firewall.ts';
import type { Actor } from '../knock.ts';
import type { Network } from '../network.ts';
import { isWorkingHour } from '../world-time.ts';

const office = '198.51.100.';
const partner = '192.0.2.10';
const partnerPort = 1433;
/** Where the office is expected, at every target. */
export const officePorts = [22, 3389] as const;
export const officeRule = 'UserRule_AllowOffice';

const tcp = 6;
const portKey = (port: number): number => tcp * 65_536 + port;

/** As the settings name them. */
export const expectedSources: readonly ExpectedSource[] = [
  { label: 'office', sources: [`${office}0/29`], ports: officePorts.map(portKey), targets: [] },
  { label: 'partner', sources: [partner], ports: [portKey(partnerPort)], targets: [] },
];

/** One of the office's addresses. */
export const officeAddress = (number: number): string => `${office}${1 + (number % 3)}`;

/** What lets office and partner in. */
export function openExpected({ places, steady }: Network): Opening[] {
  const always = { fromMs: 0, untilMs: Number.POSITIVE_INFINITY };
  const ofOffice = Array.from({ length: places }, (_, place) =>
    officePorts.map((port) => {
      return { ...always, rule: officeRule, place, port, admits: (source: string) => source.startsWith(office) };
    }),
  );
  const ofPartner = { ...always, rule: 'UserRule_AllowPartner', place: steady[0] ?? 0, port: partnerPort };
  return [...ofOffice.flat(), { ...ofPartner, admits: (source: string) => source === partner }];
}

/** The office comes in working hours, to any target; the partner's machine every hour, day and night, to one. */
export function makeExpectedPeople(seed: number, { places, steady }: Network): Actor {
  return ({ index, startMs }, knock) => {
    const random = chanceOf(seed, 'expected', index);
    knock(random.between(0, 59), partner, steady[0] ?? 0, partnerPort, 2);
    if (!isWorkingHour(startMs)) return;
    for (let place = 0; place < places; place++) {
      if (!random.chance(0.4)) continue;
      const port = random.pick(officePorts);
      knock(random.between(0, 59), officeAddress(random.between(0, 2)), place, port, random.between(1, 4));
    }
  };
}
