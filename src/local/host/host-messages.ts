import type { BlobCreated } from './blob-trigger.ts';
import type { Intervals } from './run-timers.ts';

/** What the host process is told. */
export type ToHost =
  | {
      readonly kind: 'start';
      readonly bundle: string;
      readonly intervals: Intervals;
      /** Functions whose timers wait until they are released. */
      readonly held: readonly string[];
      readonly port: number;
    }
  | { readonly kind: 'release'; readonly functionName: string }
  | { readonly kind: 'blob'; readonly blob: BlobCreated }
  | { readonly kind: 'stop' };

/** A function as it registered itself. */
export interface FunctionSummary {
  readonly name: string;
  readonly bindings: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What the host process tells. */
export type FromHost =
  | { readonly kind: 'ready'; readonly address: string; readonly functions: readonly FunctionSummary[] }
  | { readonly kind: 'not-started'; readonly message: string }
  | { readonly kind: 'log'; readonly functionName: string; readonly level: string; readonly message: string }
  | { readonly kind: 'ran'; readonly functionName: string; readonly error: string | null };
