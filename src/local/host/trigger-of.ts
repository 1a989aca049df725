import type { BindingInfo } from './core-api.ts';
import type { RegisteredFunction } from './functions-core.ts';

export interface Trigger {
  /** Name of the binding, under which its value is passed. */
  readonly name: string;
  readonly binding: BindingInfo;
}

/** The trigger of a function if it is of this type (`blobTrigger`, `timerTrigger`, `httpTrigger`), else null. */
export function triggerOf({ metadata }: RegisteredFunction, type: string): Trigger | null {
  const found = Object.entries(metadata.bindings).find(([, binding]) => binding.type === type);
  return found === undefined ? null : { name: found[0], binding: found[1] };
}
