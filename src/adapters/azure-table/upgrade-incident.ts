import type { RuleKind } from '../../model/findings/finding-core.ts';

type Fields = Readonly<Record<string, unknown>>;

const hourMs = 3_600_000;
const unknownKind: RuleKind = 'unknown';
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * An incident as format 1 packed it, when breakthroughs were the only findings, in the shape of today. What had no name then is filled in
 * from what did; anything else stays as it is and is checked by who reads it.
 */
export function upgradeIncident(stored: unknown): unknown {
  if (!isFields(stored)) return stored;
  const { latest, announced } = stored;
  return {
    ...stored,
    silence: null,
    latest: upgradeFinding(latest),
    announced: isFields(announced) ? upgradeAnnounced(announced) : null,
  };
}

function upgradeAnnounced(announced: Fields): Fields {
  return { ...announced, shown: upgradeFinding(announced['shown']), score: null, gapMs: hourMs, targets: [], byDigest: false };
}

function upgradeFinding(finding: unknown): unknown {
  if (!isFields(finding)) return finding;
  const letInDoors = listOf(finding['letInDoors']).map((door) => ({ ...door, allowedBy: withKind(door['allowedBy']) }));
  return {
    ...finding,
    openedAtMs: finding['letInAtMs'],
    sources: [finding['source']],
    doors: letInDoors.map((door: Fields) => ({ target: door['target'], port: door['port'], protocol: door['protocol'] })),
    score: null,
    learning: null,
    letInDoors,
    allowedBy: withKind(finding['allowedBy']),
    deniedBy: withKind(finding['deniedBy']),
  };
}

const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);
const withKind = (rule: unknown): unknown => (isFields(rule) ? { ...rule, kind: unknownKind } : rule);
