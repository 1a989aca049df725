/**
 * The part of the Functions worker's core API that `@azure/functions` 4 uses, as far as a host needs its shapes.
 * Source: `src/` of the npm package `@azure/functions`, which is published with it.
 */

/** One binding of a function, trigger included, as the host gets it for indexing. */
export interface BindingInfo {
  readonly type?: string;
  readonly direction?: string;
  readonly properties?: Readonly<Record<string, string>>;
  readonly path?: string;
  readonly connection?: string;
  readonly source?: string;
  readonly schedule?: string;
  readonly route?: string;
  readonly authLevel?: string;
  readonly methods?: readonly string[];
}

export interface FunctionMetadata {
  readonly name: string;
  readonly bindings: Readonly<Record<string, BindingInfo>>;
}

export type FunctionCallback = (...args: unknown[]) => unknown;

/** One value on its way between host and function; exactly one member is set. */
export interface TypedData {
  readonly string?: string;
  readonly json?: string;
  readonly bytes?: Uint8Array;
  readonly http?: HttpData;
  readonly modelBindingData?: {
    readonly version: string;
    readonly source: string;
    readonly contentType: string;
    readonly content: Buffer;
  };
}

export interface HttpData {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
  readonly statusCode?: string;
  readonly body?: TypedData;
}

export interface InvocationRequest {
  readonly inputData: readonly { readonly name: string; readonly data: TypedData }[];
  readonly triggerMetadata: Readonly<Record<string, TypedData>>;
}

export type LogHandler = (level: string, category: string, message: string) => void;

/** What a programming model makes of one invocation. */
export interface InvocationModel {
  getArguments(): Promise<{ readonly context: unknown; readonly inputs: unknown[] }>;
  invokeFunction(context: unknown, inputs: unknown[], callback: FunctionCallback): Promise<unknown>;
  getResponse(context: unknown, result: unknown): Promise<{ readonly returnValue?: TypedData | null }>;
}

export interface ProgrammingModel {
  readonly name: string;
  readonly version: string;
  getInvocationModel(context: {
    readonly invocationId: string;
    readonly metadata: FunctionMetadata;
    readonly request: InvocationRequest;
    readonly log: LogHandler;
  }): InvocationModel;
}
