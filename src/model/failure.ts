/** Stable codes of what the outside world can do to us. */
export type FailureCode =
  | 'storage-unavailable'
  | 'storage-refused'
  | 'stream-mismatch'
  | 'newer-format'
  | 'damaged-row'
  | 'blob-archived'
  | 'wrong-container'
  | 'conflict-persists'
  | 'slack-permanent'
  | 'slack-retryable'
  | 'database-unreadable'
  | 'settings-invalid'
  | 'unreadable-path'
  | 'unwritable-path';

/** The outside world failed: thrown, with a stable code; `retryable` tells whether trying again can help. */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly retryable: boolean;

  constructor(code: FailureCode, message: string, options: { readonly retryable?: boolean; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'Failure';
    this.code = code;
    this.retryable = options.retryable ?? false;
  }
}
