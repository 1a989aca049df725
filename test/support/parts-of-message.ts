/** What tests look for in the blocks of a message. */
/** Every text, in order. */
export function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'text' && typeof inner === 'string' ? [inner] : textsIn(inner),
  );
}

/** The text of the header. */
export function headerOf(blocks: readonly unknown[]): string {
  return textsIn(blocks[0])[0] ?? '';
}

/** Users, groups and ranges that are mentioned. */
export function mentionsIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(mentionsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    ['user_id', 'usergroup_id', 'range'].includes(key) ? [inner] : mentionsIn(inner),
  );
}

/** Texts that are struck through. */
export function struckIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(struckIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('style' in value && JSON.stringify(value.style).includes('strike') && 'text' in value) return [value.text];
  return Object.values(value).flatMap(struckIn);
}
