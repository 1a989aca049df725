import type { Digest } from '../../src/model/digest.ts';

/** Fields whose values are ours: words of a fixed list, times, codes. */
const ownFields = new Set(
  'day previous next timeZone hours hour kind data state severity told silence retiresOn country of lastDay'.split(' '),
);
/** Fields that are words of a fixed list in some places and text from outside in others. */
const ownReasons = /^(over-budget|shadow|pending|learning|snoozed|suppressed|too-old|malformed-\w+|[a-z]+-[a-z-]+)$/;

/** A digest in which every text that can come from outside is what `replace` makes of it. */
export function withTexts(digest: Digest, replace: (text: string, field: string) => string): Digest {
  const walk = (value: unknown, field: string): unknown => {
    if (typeof value === 'string') return isOwn(field, value) ? value : replace(value, field);
    if (Array.isArray(value)) return value.map((one) => walk(one, field));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, walk(one, name)]));
  };
  return walk(digest, '') as Digest;
}

const isOwn = (field: string, value: string): boolean =>
  value === '' || ownFields.has(field) || (field === 'reason' && ownReasons.test(value));

/** Breaks out of text, of quoted attributes, of tags and of style sheets where it is not escaped; with marks that reorder a line. */
export const hostileText = `"'></title></style></svg><script>alert(1)</script><img src=x onerror=alert(2)>&lt;\u202e\u0000<!--`;
