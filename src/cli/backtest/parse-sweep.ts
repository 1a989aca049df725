import { Failure } from '../../model/failure.ts';

/** Values of one setting to try. */
export interface Sweep {
  /** Dotted name: `targeted.low`. */
  readonly setting: string;
  /** Ascending, each once. */
  readonly values: readonly number[];
}

/** Each value is a run of its own over all the logs. */
const mostValues = 40;
/** A range without a step is tried in about so many. */
const usualSteps = 8;
const expected = 'expected a range as in targeted.low=30..70, targeted.low=30..70:10, or values as in budget.perDay=3,5,10';

/**
 * What follows `--sweep`: `targeted.low=30..70` (about eight steps), `targeted.low=30..70:10` or `targeted.low=40,45,50`.
 *
 * @throws Failure `settings-invalid`
 */
export function parseSweep(text: string): Sweep {
  const [, setting = '', written = ''] = /^([^=\s]+)=(\S+)$/.exec(text) ?? [];
  const range = /^(-?[\d.]+)\.\.(-?[\d.]+?)(?::([\d.]+))?$/.exec(written);
  const values = range === null ? written.split(',').map(toNumber) : rangeOf(range);
  if (setting === '' || values.length === 0 || values.some(Number.isNaN)) throw invalid(text, expected);
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  if (distinct.length > mostValues)
    throw invalid(text, `${distinct.length} values are more than ${mostValues}: give a larger step, as in …:5`);
  return { setting, values: distinct };
}

const toNumber = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

function rangeOf([, from = '', to = '', written]: RegExpExecArray): readonly number[] {
  const [least, most] = [toNumber(from), toNumber(to)];
  const step = written === undefined ? usualStep(least, most) : toNumber(written);
  if (!(step > 0) || !(most > least)) return [];
  const count = Math.floor((most - least) / step + 1e-9) + 1;
  return Array.from({ length: Math.min(count, 10_000) }, (_, i) => Number((least + i * step).toFixed(6)));
}

/** Whole where both ends are. */
function usualStep(least: number, most: number): number {
  const step = (most - least) / usualSteps;
  return Number.isInteger(least) && Number.isInteger(most) ? Math.max(1, Math.ceil(step)) : step;
}

const invalid = (text: string, problem: string): Failure => new Failure('settings-invalid', `--sweep ${text}: ${problem}`);
