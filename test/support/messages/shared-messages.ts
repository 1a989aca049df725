import type { MessageInput } from '../../../src/model/message-input.ts';
import { doorOf, letInAtMs, ruleOf } from '../findings/example-network.ts';
import { blindnesses, makeBlind } from '../findings/make-blind.ts';
import { makeBreakthrough, unanswered, unrecorded } from '../findings/make-breakthrough.ts';
import { makeCampaign } from '../findings/make-campaign.ts';
import { closedAgain, makeExposure } from '../findings/make-exposure.ts';
import { makeLockedOut } from '../findings/make-locked-out.ts';
import { makeNewDoor } from '../findings/make-new-door.ts';
import { makeNewTarget } from '../findings/make-new-target.ts';
import { inCompany, knownSweep, makeTargeted, verticalScan } from '../findings/make-targeted.ts';
import { makeThreshold } from '../findings/make-threshold.ts';
import { day, jumpTarget, onWeb, resolved, several } from './make-message.ts';

const sources = ['203.0.113.7', '198.51.100.23', '192.0.2.44', '2001:db8:1:2::/64', '203.0.113.99', '198.51.100.200'] as const;
const countries = ['CN', 'US', '', 'NL', 'BR', 'VN'] as const;
const manyBreakthroughs = sources.map((source, index) => {
  const answer = index === 0 ? {} : index % 2 === 1 ? unanswered : unrecorded;
  return makeBreakthrough({ ...answer, source, country: countries[index] ?? '' });
});
/** Six open doors and one that is closed again. */
export const manyExposures = Array.from({ length: 7 }, (_, index) =>
  makeExposure({
    targetName: `vm-app${index % 4}`,
    door: doorOf(index % 2 === 0 ? 3389 : 22),
    ...(index === 6 ? closedAgain : {}),
  }),
);

/** Several findings in one message. */
export const sharedMessages: Readonly<Record<string, MessageInput>> = {
  'shared-by-one-source': several([makeBreakthrough(), makeBreakthrough({ ...unanswered, targetName: 'vm-db2' })], {
    layout: 'full',
  }),
  'shared-by-one-door': several([makeBreakthrough(), makeExposure(), makeTargeted()], { layout: 'full' }),
  'shared-campaign-and-exposure': several([makeExposure(onWeb), makeCampaign()], { layout: 'full' }),
  'table-of-breakthroughs': several([manyBreakthroughs[0] ?? makeBreakthrough(), ...manyBreakthroughs.slice(1)]),
  'table-of-exposures': several([manyExposures[0] ?? makeExposure(), ...manyExposures.slice(1)]),
  'table-of-targeted': several([
    makeTargeted(),
    makeTargeted(verticalScan),
    makeTargeted({ ...inCompany, ...onWeb }),
    makeTargeted(knownSweep),
  ]),
  'table-of-locked-out': several([
    makeLockedOut(),
    makeLockedOut({ label: 'admins', door: doorOf(3389), sources: ['198.51.100.7'] }),
    makeLockedOut({ label: 'backup', targetName: 'vm-web1', sources: ['198.51.100.8', '198.51.100.9'] }),
    makeLockedOut({ label: 'partner', deniedBy: ruleOf('unspecified', 'encryption', 'unspecified') }),
  ]),
  'table-of-campaigns': several([
    makeCampaign(),
    makeCampaign({ port: 23, prefixes: 310, median: 74.5 }),
    makeCampaign({ port: 445, prefixes: 88, median: 21 }),
    makeCampaign({ port: 2222, prefixes: 40, median: 2 }),
  ]),
  'table-of-thresholds': several([
    makeThreshold(),
    makeThreshold({ group: '198.51.100.23', countries: ['US'], sources: ['198.51.100.23'] }),
    makeThreshold({ group: '203.0.113.9', countries: [] }),
    makeThreshold({ group: '192.0.2.1', countries: ['BR'] }),
  ]),
  'table-of-blindness': several([
    makeBlind(),
    makeBlind(blindnesses['late-records']),
    makeBlind(blindnesses['undelivered']),
    makeBlind(blindnesses['old-database']),
  ]),
  'table-of-different-kinds': several([
    makeBreakthrough(),
    makeExposure(onWeb),
    makeTargeted({ ...onWeb, door: doorOf(22, jumpTarget), targetName: 'vm-jump1' }),
    makeLockedOut(),
    makeCampaign(),
    makeThreshold(),
    makeNewTarget(),
    makeNewDoor(),
  ]),
  'edit-table-resolved': resolved(
    several([manyBreakthroughs[0] ?? makeBreakthrough(), ...manyBreakthroughs.slice(1)]).incidents,
    letInAtMs + day + 600_000,
    'table',
  ),
};
