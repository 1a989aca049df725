import * as v from 'valibot';

/** A text that says something. */
export const text = (expected: string) => v.pipe(v.string(expected), v.trim(), v.nonEmpty(expected));

/** How targets are named in messages about what was expected. */
export const targetExpected = 'the name or address of a target, as in vm-db1 or 10.0.0.4';
