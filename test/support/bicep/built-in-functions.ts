import type { Lambda, Value } from './value.ts';

const listOf = (value: Value): readonly Value[] => {
  if (!Array.isArray(value)) throw new Error('expected an array');
  return value;
};
const callOf = (value: Value): Lambda => {
  if (typeof value !== 'function') throw new Error('expected a lambda');
  return value;
};

/** Bicep's own functions, as far as our files call them. */
export const builtIn: Readonly<Record<string, Lambda>> = {
  concat: (...lists) => lists.flatMap(listOf),
  empty: (value) => value === '' || value === null || Object.keys(value ?? '').length === 0,
  environment: () => ({ suffixes: { storage: 'core.windows.net', keyvaultDns: '.vault.azure.net' } }),
  join: (list, separator) => listOf(list).join(String(separator)),
  map: (list, of) => listOf(list).map((item) => callOf(of)(item)),
  reduce: (list, first, next) => listOf(list).reduce((value, item) => callOf(next)(value, item), first),
  string: (value) => String(value),
  toUpper: (value) => String(value).toUpperCase(),
  union: (...objects) => Object.assign({}, ...objects),
};
