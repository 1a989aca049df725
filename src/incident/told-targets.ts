import type { Finding } from '../model/finding.ts';

/** Targets that an incident keeps as told. */
const targetsKept = 30;

/** The targets of a finding by the names that people know them by: the members of a group have one name. */
export const targetKeysOf = (finding: Finding): readonly string[] => ('targetName' in finding ? [finding.targetName] : []);

/** The targets told before and those that are told now; the newest 30. */
export const addToldTargets = (before: readonly string[], finding: Finding): readonly string[] =>
  [...new Set([...before, ...targetKeysOf(finding)])].slice(-targetsKept);
