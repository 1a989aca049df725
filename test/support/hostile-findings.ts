import fc from 'fast-check';
import type { Finding } from '../../src/model/finding.ts';
import { nowMs } from './findings/example-network.ts';
import { blindnesses, makeBlind } from './findings/make-blind.ts';
import { makeBreakthrough } from './findings/make-breakthrough.ts';
import { makeCampaign } from './findings/make-campaign.ts';
import { makeExposure } from './findings/make-exposure.ts';
import { makeFirstStart } from './findings/make-first-start.ts';
import { makeLockedOut } from './findings/make-locked-out.ts';
import { makeNewDoor } from './findings/make-new-door.ts';
import { makeNewTarget } from './findings/make-new-target.ts';
import { inCompany, makeTargeted } from './findings/make-targeted.ts';
import { makeThreshold } from './findings/make-threshold.ts';

/** Strings that try to become markup, to hide, to reorder a line or to be too long. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    '<!channel>',
    '<!subteam^S0ONCALL>',
    '<@U0ADMIN>',
    '<https://evil.example|Azure portal>',
    '*bold* _i_ ~s~ `c` :fire:',
    '&amp; &lt;',
    '\u202egnp.exe\u202c',
    '\u0000\u0007\u001b[31m',
    '\u2028\r\n\t',
    '"\\"\\',
    '👩‍👩‍👧‍👦🇨🇳',
    '\ud800',
    '\u200b\u2066',
    '<!channel>'.repeat(1_000),
    '"'.repeat(10_000),
    '<&>'.repeat(4_000),
    '💣'.repeat(5_000),
    '\u202e'.repeat(10_000),
    `${'x'.repeat(49)}<!here>`,
    '/x/networkSecurityGroups/<!here>',
    'UserRule_*',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);

const amount = fc.oneof(fc.nat({ max: 50 }), fc.nat({ max: 1_000_000_000 }), fc.constant(Number.MAX_SAFE_INTEGER));
const moment = fc.integer({ min: nowMs - 30 * 86_400_000, max: nowMs });

/** Fields whose values are ours: one of a few words, or a number with a bound. */
const ours: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  severity: fc.constantFrom('ops', 'low', 'medium', 'high', 'critical'),
  replied: fc.constantFrom('yes', 'no', 'unknown'),
  country: fc.oneof(fc.constantFrom('CN', 'ZZ', '', 'GB', 'XX'), hostileText),
  port: fc.nat({ max: 65_535 }),
  protocol: fc.nat({ max: 255 }),
  score: fc.oneof(fc.constant(null), fc.double({ min: 0, max: 100, noNaN: true })),
  closedAtMs: fc.oneof(fc.constant(null), moment),
  lastLetInAtMs: moment,
  share: fc.oneof(fc.constant(null), fc.double({ min: 0, max: 1, noNaN: true })),
  decision: fc.constantFrom('allowed', 'denied'),
  per: fc.constantFrom('source', 'prefix', 'target', 'port', 'country', 'source+target'),
  of: fc.constantFrom('source', 'prefix', 'target', 'port', 'country'),
  scope: fc.constantFrom('source', 'prefix'),
  before: fc.constantFrom('closed', 'unknown'),
};
const ruleKind = fc.constantFrom('user', 'default', 'security-admin', 'platform', 'encryption', 'just-in-time', 'unknown');
/** What tells shapes apart stays. */
const kept = new Set(['finding', 'state', 'mode']);

/** Values of the same shape, with every text hostile, every amount possible, and lists of any length up to 12. */
function like(value: unknown, key: string, parent: object): fc.Arbitrary<unknown> {
  if (kept.has(key)) return fc.constant(value);
  if (key === 'kind') return 'acl' in parent ? ruleKind : fc.constant(value);
  const own = ours[key];
  if (own !== undefined && !(key === 'score' && 'parts' in parent)) return own;
  if (key === 'score') return fc.double({ min: 0, max: 100, noNaN: true });
  if (typeof value === 'string') return hostileText;
  if (typeof value === 'number') return key.endsWith('Ms') ? moment : amount;
  if (typeof value === 'boolean') return fc.boolean();
  if (Array.isArray(value))
    return fc.array(value.length === 0 ? hostileText : fc.oneof(...value.slice(0, 2).map((item) => like(item, '', value))), {
      maxLength: 12,
    });
  if (typeof value !== 'object' || value === null) return fc.constant(value);
  return fc.record(Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, like(inner, name, value)])));
}

/** The shape is that of the template: only what stands in its places differs. */
const hostile = <T extends Finding>(template: T): fc.Arbitrary<T> => like(template, '', {}) as fc.Arbitrary<T>;

const templates: readonly Finding[] = [
  makeBreakthrough(),
  makeExposure(),
  makeLockedOut(),
  makeCampaign(),
  makeTargeted(inCompany),
  makeNewTarget(),
  makeNewDoor(),
  makeThreshold(),
  makeFirstStart(),
  ...Object.values(blindnesses).map((blindness) => makeBlind(blindness)),
];

/** A finding of any kind, with names that nobody should trust. `sources`, `doors` and `openDoors` may be empty. */
export const hostileFinding: fc.Arbitrary<Finding> = fc.oneof(
  ...templates.map((template) => hostile({ ...template, doors: makeBreakthrough().doors })),
);
