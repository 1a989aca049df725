import * as v from 'valibot';
import { breakthrough, campaign, lockedOut, targeted } from './bounds-schemas.ts';
import { defaultWatchedPorts } from './default-watched-ports.ts';
import { expectedSource, knownScanner, namedTarget, suppression } from './entry-schemas.ts';
import { findings } from './findings-schema.ts';
import { watchedPorts } from './port-schema.ts';
import { slack } from './slack-schema.ts';
import { budget, digest } from './telling-schemas.ts';
import { thresholds } from './threshold-schema.ts';

const usualPorts = () => defaultWatchedPorts.map(({ port, weight, name }) => ({ port, weight, name }));

/** Each setting of the file by its name, in the order in which they are described. */
export const settingSchemas = {
  slack: v.pipe(v.optional(slack, {}), v.description('Where messages go, and who may answer them.')),
  watchedPorts: v.pipe(
    v.optional(watchedPorts, usualPorts),
    v.description('Ports on which attempts are counted and scored, in place of the default list.'),
  ),
  findings: v.pipe(
    v.optional(findings, {}),
    v.description('Each finding is on, shadow (looked for, and counted in the digest only) or off.'),
  ),
  breakthrough: v.pipe(v.optional(breakthrough, {}), v.description('From which values on a breakthrough is told.')),
  lockedOut: v.pipe(v.optional(lockedOut, {}), v.description('From which values on an expected source counts as locked out.')),
  campaign: v.pipe(v.optional(campaign, {}), v.description('From which values on the crowd on a port has changed.')),
  targeted: v.pipe(v.optional(targeted, {}), v.description('From which scores on (0 to 100) someone aims at you.')),
  thresholds: v.pipe(
    v.optional(thresholds, []),
    v.description('Rules of your own: so many attempts in so long a time, by source, prefix, target, port or country.'),
  ),
  budget: v.pipe(v.optional(budget, {}), v.description('How many new messages a day and channel.')),
  digest: v.pipe(v.optional(digest, {}), v.description('When the daily digest comes.')),
  expectedSources: v.pipe(
    v.optional(v.array(expectedSource, 'a list of entries {label, sources, ports, targets}'), []),
    v.description('Who is expected at which doors.'),
  ),
  knownScanners: v.pipe(
    v.optional(v.array(knownScanner, 'a list of entries {label, sources}'), []),
    v.description('Who scans the whole internet and says so: their scores count for less.'),
  ),
  targets: v.pipe(
    v.optional(v.array(namedTarget, 'a list of entries {name, match, criticality}'), []),
    v.description('Names and criticality of targets, for messages and scores.'),
  ),
  suppressions: v.pipe(
    v.optional(v.array(suppression, 'a list of entries {finding, source, target, port, reason, expires}'), []),
    v.description('What is not to be told. It is counted all the same.'),
  ),
};

/** The settings file as it is written: `knockwatch.schema.json` is made from this, and what it accepts becomes `DetectionSettings`. */
export const detectionSchema = v.pipe(
  v.strictObject(settingSchemas, 'settings by name, as in "watchedPorts: [22, 3389]"'),
  v.title('Knockwatch detection settings'),
);

/** The content of a settings file, checked, with defaults filled in. */
export type WrittenSettings = v.InferOutput<typeof detectionSchema>;
