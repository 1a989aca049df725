/** `ops`: about Knockwatch itself, apart from the others; below all of them. */
export type Severity = 'ops' | 'low' | 'medium' | 'high' | 'critical';

/** Whether a finding is told, only counted in the digest, or not looked for. */
export type FindingMode = 'on' | 'shadow' | 'off';

/** The findings that settings switch `on`, `shadow` or `off`; each is one file in `detect`. */
export type FindingKind =
  | 'breakthrough'
  | 'exposure'
  | 'locked-out'
  | 'campaign'
  | 'targeted'
  | 'new-target'
  | 'new-door'
  | 'blind';
/** A finding by name; a rule that a user wrote is `threshold:NAME`. `first-start` has no mode: it is always told, once. */
export type FindingId = FindingKind | 'first-start' | `threshold:${string}`;
