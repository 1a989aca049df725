import type { Exposure } from '../../../src/model/findings/exposure.ts';
import { core, doorOf, ruleOf } from './example-network.ts';

/** RDP on vm-db1, open since 02:45: high. */
export function makeExposure(fields: Partial<Exposure> = {}): Exposure {
  return {
    ...core,
    finding: 'exposure',
    key: '6/3389 0022480000AA 10.0.0.4',
    severity: 'high',
    openedAtMs: Date.UTC(2026, 10, 22, 2, 45),
    lastSeenAtMs: Date.UTC(2026, 10, 22, 3, 20),
    sources: [],
    doors: [fields.door ?? doorOf(3389)],
    door: doorOf(3389),
    targetName: 'vm-db1',
    state: 'open',
    before: 'closed',
    isFromStart: false,
    closedAtMs: null,
    lastLetInAtMs: Date.UTC(2026, 10, 22, 3, 15),
    flows: 412,
    sourcesLetIn: 38,
    networksLetIn: 21,
    countries: ['CN', 'RU', 'US', 'NL', 'BR', 'VN'],
    replied: 'yes',
    allowedBy: ruleOf('UserRule_AllowRdpFromAny', 'user'),
    why: [
      'Closed before, it was opened: at 2026-11-22 02:45 UTC the last of 5 different networks in a row was let in, and nobody was turned away between them.',
      'In the last 24 hours 38 sources in 21 networks were let in (412 flows); packets came back.',
      'High, because anyone on the internet could come in there, and the port is one of those watched.',
    ],
    ...fields,
  };
}

/** The same door, closed again at 03:10. */
export const closedAgain: Partial<Exposure> = {
  state: 'closed',
  closedAtMs: Date.UTC(2026, 10, 22, 3, 10),
  lastLetInAtMs: Date.UTC(2026, 10, 22, 3, 0),
};
