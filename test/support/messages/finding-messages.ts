import type { MessageInput } from '../../../src/model/message-input.ts';
import { doorOf, letInAtMs, nowMs, ruleOf } from '../findings/example-network.ts';
import { blindnesses, makeBlind } from '../findings/make-blind.ts';
import { makeBreakthrough, unanswered, unrecorded } from '../findings/make-breakthrough.ts';
import { makeCampaign } from '../findings/make-campaign.ts';
import { makeExposure } from '../findings/make-exposure.ts';
import { makeFirstStart } from '../findings/make-first-start.ts';
import { makeLockedOut } from '../findings/make-locked-out.ts';
import { makeNewDoor } from '../findings/make-new-door.ts';
import { makeNewTarget } from '../findings/make-new-target.ts';
import { atTheLimit, inCompany, knownSweep, makeTargeted, verticalScan } from '../findings/make-targeted.ts';
import { makeThreshold, makeThresholdRule } from '../findings/make-threshold.ts';
import { makeInput, makeTold, settings } from '../message-inputs.ts';
import { day, post } from './make-message.ts';

/** Every kind of finding, told for the first time. */
export const findingMessages: Readonly<Record<string, MessageInput>> = {
  'breakthrough-answered': makeInput(),
  'breakthrough-unanswered': makeInput({ incidents: [makeTold('bt-4f2a', makeBreakthrough(unanswered))] }),
  'breakthrough-replies-unknown': makeInput({ incidents: [makeTold('bt-4f2a', makeBreakthrough(unrecorded))] }),
  'breakthrough-ipv6-no-country': makeInput({
    incidents: [makeTold('bt-4f2a', makeBreakthrough({ source: '2001:db8:1:2::/64', country: '', letInAtMs: letInAtMs - day }))],
  }),
  'exposure-open': post(makeExposure(), 'Open to any since 2026-11-22 02:45 UTC; it was not told before.'),
  'exposure-unanswered': post(
    makeExposure({
      door: doorOf(2222),
      doors: [doorOf(2222)],
      before: 'unknown',
      replied: 'no',
      openedAtMs: Date.UTC(2026, 10, 21, 22, 5),
      countries: [],
      allowedBy: ruleOf('Internet_2222', 'security-admin', ''),
      why: [
        'It has stood open since 2026-11-21 22:05 UTC at the latest: by then 5 different networks in a row had been let in, and nobody was turned away between them.',
        'In the last 24 hours 38 sources in 21 networks were let in (412 flows); nothing answered.',
        'High, because anyone on the internet could come in there, and the port is one of those watched.',
      ],
    }),
  ),
  'locked-out': post(makeLockedOut()),
  'locked-out-unencrypted': post(
    makeLockedOut({
      label: 'partner Example GmbH',
      sources: ['198.51.100.20', '198.51.100.21', '2001:db8:10::/64'],
      deniedBy: ruleOf('unspecified', 'encryption', 'unspecified'),
      lastLetInAtMs: null,
    }),
  ),
  campaign: post(makeCampaign()),
  'targeted-source': post(makeTargeted(), 'Its score is 73; it was not told before.'),
  'targeted-many-ports': post(makeTargeted(verticalScan)),
  'targeted-prefix': post(makeTargeted(inCompany)),
  'targeted-at-the-limit': post(makeTargeted(atTheLimit)),
  'targeted-known-scanner': {
    ...post(makeTargeted(knownSweep)),
    settings: { ...settings, bounds: { ...settings.bounds, targeted: { low: 10, medium: 60, high: 80 } } },
  },
  'threshold-by-source': post(makeThreshold()),
  'threshold-by-country': post(
    makeThreshold({
      finding: 'threshold:allowed-abroad',
      rule: makeThresholdRule({
        name: 'allowed-abroad',
        decision: 'allowed',
        ports: null,
        per: 'country',
        count: 1,
        withinMs: 15 * 60_000,
        distinct: null,
        countries: { only: ['BR', 'CN'], except: [] },
      }),
      group: 'BR',
      attempts: 1,
      distinct: null,
      fromMs: Date.UTC(2026, 10, 22, 3, 0),
      countries: ['BR'],
      targetNames: ['vm-db1'],
      why: [],
    }),
  ),
  'new-target': post(makeNewTarget()),
  'new-door': post(makeNewDoor()),
  'new-door-several': post(
    makeNewDoor({
      sources: ['198.51.100.77', '203.0.113.40'],
      flows: 9,
      countries: ['DE', 'FR'],
      why: ['2 sources let in for the first time in 13 days of history, the first at 2026-11-22 03:10 UTC.'],
    }),
  ),
  'first-start': post(makeFirstStart(), 'The last 24 hours of every flow log have been read.'),
  'first-start-nothing-open': post(
    makeFirstStart({
      openDoors: [],
      isComplete: false,
      told: ['breakthrough', 'threshold:rdp-from-one-address'],
      shadowed: [],
      learnsUntilMs: nowMs,
    }),
  ),
  ...Object.fromEntries(Object.values(blindnesses).map((blindness) => [`blind-${blindness.kind}`, post(makeBlind(blindness))])),
};
