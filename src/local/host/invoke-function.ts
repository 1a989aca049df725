import { randomUUID } from 'node:crypto';
import type { InvocationRequest, LogHandler, ProgrammingModel, TypedData } from './core-api.ts';
import type { RegisteredFunction } from './functions-core.ts';

/**
 * Runs a function once through its programming model, step by step as the Functions worker does.
 *
 * @returns what the function returned, as it would go back to the host; null where it returned nothing.
 * @throws whatever the function throws.
 */
export async function invokeFunction(
  model: ProgrammingModel,
  { metadata, callback }: RegisteredFunction,
  request: InvocationRequest,
  log: LogHandler,
): Promise<TypedData | null> {
  const invocation = model.getInvocationModel({ invocationId: randomUUID(), metadata, request, log });
  const { context, inputs } = await invocation.getArguments();
  const result = await invocation.invokeFunction(context, inputs, callback);
  const response = await invocation.getResponse(context, result);
  return response.returnValue ?? null;
}
