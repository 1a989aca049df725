import type { FunctionCallback, FunctionMetadata, ProgrammingModel } from './core-api.ts';

/**
 * Stands where the Functions worker puts the module `@azure/functions-core`: the app registers its functions here, and the
 * embedded host reads them from here.
 */

export interface RegisteredFunction {
  readonly metadata: FunctionMetadata;
  readonly callback: FunctionCallback;
}

const functions = new Map<string, RegisteredFunction>();
let model: ProgrammingModel | null = null;

/** Version of the worker whose API this offers. */
export const version = '3.12.0';
export const hostVersion = '4.0.0';

/** Called by `@azure/functions` for each function. @throws Error where a name is taken, as the worker does. */
export function registerFunction(metadata: FunctionMetadata, callback: FunctionCallback): { dispose(): void } {
  if (functions.has(metadata.name)) throw new Error(`A function with name "${metadata.name}" has already been registered.`);
  functions.set(metadata.name, { metadata, callback });
  return { dispose: () => functions.delete(metadata.name) };
}

/** Called by `@azure/functions` once, before its first registration. */
export function setProgrammingModel(programmingModel: ProgrammingModel): void {
  model = programmingModel;
}

export function getProgrammingModel(): ProgrammingModel | null {
  return model;
}

/** Hooks around start and invocations: this app has none, so they are taken and never called. */
export function registerHook(): { dispose(): void } {
  return { dispose() {} };
}

/** The library's own log (which bindings it made), of no use here. */
export function log(): void {}

/** What the app registered, in order. */
export function registeredFunctions(): readonly RegisteredFunction[] {
  return [...functions.values()];
}
