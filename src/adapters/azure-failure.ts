import { Failure } from '../model/failure.ts';

/** Credential errors of @azure/identity: no token could be had, so storage was not even asked. */
const credentialErrors: ReadonlySet<string> = new Set([
  'CredentialUnavailableError',
  'AuthenticationError',
  'AggregateAuthenticationError',
  'AuthenticationRequiredError',
]);

/** Whether no token could be had. */
export const isCredentialError = (error: unknown): boolean => credentialErrors.has(nameOf(error));

/** Statuses below 500 after which the same request can succeed later: time-out, a state that passes, throttling. */
const passingStatuses: ReadonlySet<number> = new Set([404, 408, 409, 412, 429]);

/** The HTTP status of an Azure client's error, or null where none was answered. */
export function storageStatus(error: unknown): number | null {
  const status = fieldOf(error, 'statusCode');
  return typeof status === 'number' ? status : null;
}

/**
 * The service's own code (`BlobNotFound`, `TableNotFound`, …) or the network's (`ECONNREFUSED`), or '' where there is none.
 * The table client hides it in `details.odataError` for single entities and gives it as `code` for batches.
 */
export function storageCode(error: unknown): string {
  const details = fieldOf(error, 'details');
  const candidates = [fieldOf(fieldOf(details, 'odataError'), 'code'), fieldOf(details, 'errorCode'), fieldOf(error, 'code')];
  const code = candidates.find((candidate) => typeof candidate === 'string');
  return typeof code === 'string' && /^[\w.-]{1,80}$/.test(code) ? code : '';
}

/**
 * Tells an Azure client's error in our words: `storage-refused` where trying again cannot help (401, 403, no credential, a
 * request that the service will not take), else `storage-unavailable`, retryable. The client's own message and request stay
 * behind: they hold addresses with signatures.
 *
 * @param action completes "Cannot …": `read the cursor of an hour`.
 */
export function azureFailure(error: unknown, action: string): Failure {
  if (error instanceof Failure) return error;
  const status = storageStatus(error);
  const answer = [status, storageCode(error) || nameOf(error)].filter((part) => part !== null && part !== '').join(' ');
  const cause = { status, code: storageCode(error), requestId: fieldOf(fieldOf(error, 'details'), 'x-ms-request-id') ?? null };
  const refused = isRefusal(status) || isCredentialError(error);
  return refused
    ? new Failure('storage-refused', `Cannot ${action}: storage refused (${answer})`, { cause })
    : new Failure('storage-unavailable', `Cannot ${action}: storage did not answer as it should (${answer})`, {
        retryable: true,
        cause,
      });
}

function isRefusal(status: number | null): boolean {
  return status !== null && status >= 400 && status < 500 && !passingStatuses.has(status);
}

function nameOf(error: unknown): string {
  const name = fieldOf(error, 'name');
  return typeof name === 'string' ? name : '';
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined;
}
