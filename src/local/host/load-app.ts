import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { ProgrammingModel } from './core-api.ts';
import { getProgrammingModel, type RegisteredFunction, registeredFunctions } from './functions-core.ts';

const coreModule = '@azure/functions-core';
const suppliedModule = new URL('./functions-core.ts', import.meta.url).href;

export interface LoadedApp {
  readonly model: ProgrammingModel;
  readonly functions: readonly RegisteredFunction[];
}

/**
 * Loads a function app as the Functions worker does: the app asks for `@azure/functions-core` and gets the host's module.
 * Once a process, since registrations live as long as it.
 *
 * @throws Error where the app registers nothing, or whatever it throws itself.
 */
export async function loadApp(file: string): Promise<LoadedApp> {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === coreModule ? { url: suppliedModule, shortCircuit: true } : next(specifier, context),
  });
  await import(pathToFileURL(file).href).finally(() => hooks.deregister());
  const model = getProgrammingModel();
  if (model === null) throw new Error(`${file} registers no function.`);
  return { model, functions: registeredFunctions() };
}
