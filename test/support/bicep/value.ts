/** What a Bicep expression can be. */
export type Value = string | number | boolean | null | readonly Value[] | ValueObject | Lambda;

export interface ValueObject {
  readonly [key: string]: Value;
}

export type Lambda = (...values: readonly Value[]) => Value;
