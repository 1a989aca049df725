import * as v from 'valibot';
import type { FindingKind, FindingMode } from '../model/finding-kind.ts';

const modeExpected = 'on, shadow or off';

/** Whether a finding is told, counted in the digest only, or not looked for. */
export const mode = v.picklist(['on', 'shadow', 'off'], modeExpected);

const finding = (usual: FindingMode, says: string) => v.pipe(v.optional(mode, usual), v.description(says));

/** The mode of each finding. */
export const findings = v.strictObject(
  {
    breakthrough: finding('on', 'A source that had been turned away was let in.'),
    exposure: finding('on', 'A watched port stands open to the internet.'),
    'locked-out': finding('on', 'An expected source is turned away where it is expected.'),
    campaign: finding('on', 'The crowd on a port changed. Looked for from two targets on.'),
    targeted: finding('on', 'Someone aims at you. With one target it is counted in the digest only.'),
    'new-target': finding('shadow', 'A target is reached from the internet for the first time in 14 days. For the digest.'),
    'new-door': finding('shadow', 'Someone new was let in through a door that is not open to any. For the digest.'),
    blind: finding('on', 'Knockwatch cannot see, or its messages do not arrive.'),
  } satisfies Record<FindingKind, unknown>,
  'findings with their mode, as in {breakthrough: on}',
);

/** Names of the findings that have a mode. */
export const findingKinds: readonly FindingKind[] = v.keyof(findings).options;
