import * as v from 'valibot';

/**
 * Checks that no two entries of a list go by one name; the later ones are the problems.
 *
 * @param expected `each port only once`
 */
export function eachOnce<T>(nameOf: (entry: T) => string, expected: string): v.RawCheckAction<T[]> {
  return v.rawCheck<T[]>(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const list = dataset.value;
    const names = list.map(nameOf);
    for (const [key, value] of list.entries()) {
      if (names.indexOf(names[key] ?? '') === key) continue;
      addIssue({ message: expected, input: names[key], path: [{ type: 'array', origin: 'value', input: list, key, value }] });
    }
  });
}
