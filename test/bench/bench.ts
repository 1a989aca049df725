import type { Progress } from './progress.ts';

/** A number that a bench may be told on the command line, as in `--gigabytes 0.5`. */
export interface BenchOption {
  readonly describes: string;
  /** Taken where the command line says nothing. */
  readonly usual: number;
  readonly from: number;
  readonly to: number;
  readonly isWhole: boolean;
}

/** What a bench is: `benches.ts` lists them all. */
interface BenchSpec<Option extends string, Result> {
  /** As the command line names it. */
  readonly name: string;
  /** What is measured, in one line. */
  readonly measures: string;
  /** How long it takes with its usual numbers, on two cores. */
  readonly takes: string;
  /** By name, without the dashes. Benches may share a name: then they share its number too, and must describe it alike. */
  readonly options: Readonly<Record<Option, BenchOption>>;
  /** @throws where what it computes is wrong: a bench that gives other results than it should is no bench */
  run(values: Readonly<Record<Option, number>>, progress: Progress): Promise<Result>;
  /** For people, one line a row. */
  lines(result: Result): readonly string[];
  /** Bounds that do not hold, one line each. Times are never among them. */
  problems?(result: Result): readonly string[];
}

/** What came out of a bench. */
export interface BenchReport {
  /** For `--json`. */
  readonly result: unknown;
  readonly lines: readonly string[];
  readonly problems: readonly string[];
}

/** A bench whatever it measures. */
export interface Bench {
  readonly name: string;
  readonly measures: string;
  readonly takes: string;
  readonly options: Readonly<Record<string, BenchOption>>;
  /** @param values by option; one that is missing has its usual number */
  run(values: Readonly<Record<string, number>>, progress: Progress): Promise<BenchReport>;
}

/** Makes a bench of its parts. */
export function bench<const Option extends string, Result>(spec: BenchSpec<Option, Result>): Bench {
  const { name, measures, takes, options } = spec;
  const isOption = (text: string): text is Option => Object.hasOwn(options, text);
  return {
    name,
    measures,
    takes,
    options,
    run: async (values, progress) => {
      const names = Object.keys(options).filter(isOption);
      const numbers = names.map((option) => [option, values[option] ?? options[option].usual] as const);
      const result = await spec.run(Object.fromEntries(numbers) as Record<Option, number>, progress);
      return { result, lines: spec.lines(result), problems: spec.problems?.(result) ?? [] };
    },
  };
}
