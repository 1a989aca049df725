import type { Targeted } from '../../../src/model/findings/targeted.ts';
import { core, denyAll, doorOf } from './example-network.ts';

/** The row of the worked example: 120 attempts on RDP of vm-db1 over 17 hours, third day: 72.7 points, medium. */
export function makeTargeted(fields: Partial<Targeted> = {}): Targeted {
  return {
    ...core,
    finding: 'targeted',
    key: '203.0.113.7',
    severity: 'medium',
    score: 72.69,
    openedAtMs: Date.UTC(2026, 10, 21, 4, 30),
    lastSeenAtMs: Date.UTC(2026, 10, 22, 3, 20),
    sources: ['203.0.113.7'],
    doors: [doorOf(3389)],
    scope: 'source',
    source: '203.0.113.7',
    country: 'CN',
    members: ['203.0.113.7'],
    memberCount: 1,
    door: doorOf(3389),
    targetName: 'vm-db1',
    parts: {
      focus: 40,
      ports: 0,
      hours: 15,
      days: 11.887,
      rarity: 0.402,
      company: 0,
      weightFactor: 1.08,
      criticality: 1,
      aimFactor: 1,
      scannerFactor: 1,
    },
    inputs: {
      attempts: 120,
      ports: 1,
      hours: 17,
      days: 3,
      targetsWorkedOn: 1,
      targetsSeen: 12,
      share: 0.1,
      weight: 8,
      company: 1,
    },
    denials: 120,
    targetsTouched: 1,
    portsTouched: 1,
    firstDeniedAtMs: Date.UTC(2026, 10, 21, 4, 30),
    lastDeniedAtMs: Date.UTC(2026, 10, 22, 3, 15),
    deniedBy: denyAll,
    scanner: '',
    why: ['Its score is 73: medium from 60 on.'],
    ...fields,
  };
}

/** Eleven ports of one target: 33 attempts in 2 hours, 53 points, low. */
export const verticalScan: Partial<Targeted> = {
  doors: [3389, 22, 445, 1433, 3306, 5432, 5985, 6379, 9200, 10250, 27017].map((port) => doorOf(port)),
  severity: 'low',
  score: 52.629,
  parts: { ...makeTargeted().parts, focus: 20.74, ports: 25, hours: 0, days: 0, rarity: 2.99 },
  inputs: { ...makeTargeted().inputs, attempts: 33, ports: 11, hours: 2, days: 1, share: 0.023 },
  denials: 33,
  portsTouched: 11,
  firstDeniedAtMs: Date.UTC(2026, 10, 22, 1, 20),
  why: ['Its score is 53: low from 45 on.'],
};

/** Forty sources of one /24 on RDP of vm-db1: 70 points, medium. */
export const inCompany: Partial<Targeted> = {
  key: '203.0.113.0/24',
  scope: 'prefix',
  source: '203.0.113.0/24',
  sources: ['203.0.113.0/24'],
  country: 'NL',
  members: Array.from({ length: 20 }, (_, index) => `203.0.113.${index + 10}`),
  memberCount: 40,
  score: 69.768,
  parts: { ...makeTargeted().parts, hours: 9.197, days: 0, company: 15, rarity: 0.402 },
  inputs: { ...makeTargeted().inputs, attempts: 111, hours: 6, days: 1, company: 40 },
  denials: 111,
  firstDeniedAtMs: Date.UTC(2026, 10, 21, 21, 30),
  why: ['Its score is 70: medium from 60 on.'],
};

/** RDP on nine of twelve targets by a known scanner: 77.64 × 1.3 × 0.53 × 0.3, under what is told by default. */
export const knownSweep: Partial<Targeted> = {
  severity: 'low',
  score: 16.048,
  source: '192.0.2.44',
  sources: ['192.0.2.44'],
  members: ['192.0.2.44'],
  country: '',
  scanner: 'Example Research',
  parts: { ...makeTargeted().parts, rarity: 5, criticality: 1.3, aimFactor: 0.53, scannerFactor: 0.3 },
  inputs: { ...makeTargeted().inputs, targetsWorkedOn: 4, share: 0 },
  denials: 212,
  targetsTouched: 9,
  why: ['Its score is 16: low from 10 on.'],
};

/** All parts at their most, on a critical target: 100 × 1.2 × 1.3 is cut to 100. */
export const atTheLimit: Partial<Targeted> = {
  severity: 'high',
  score: 100,
  parts: { ...makeTargeted().parts, ports: 25, days: 15, rarity: 5, weightFactor: 1.2, criticality: 1.3 },
  inputs: { ...makeTargeted().inputs, attempts: 900, ports: 8, days: 5, share: 0, weight: 10 },
  denials: 900,
  portsTouched: 8,
  why: ['Its score is 100: high from 80 on.'],
};
