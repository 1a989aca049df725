/** A number with its noun, for sentences: `1 source`, `12 sources`, `2 countries`. */
export function countText(count: number, singular: string, plural: string = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}
