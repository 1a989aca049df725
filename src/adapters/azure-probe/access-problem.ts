import { Failure } from '../../model/failure.ts';
import type { Access, AccessProblem, AccessProblemKind } from '../../ports/access.ts';
import { isCredentialError, storageCode, storageStatus } from '../azure-failure.ts';

/** Source: https://learn.microsoft.com/rest/api/storageservices/common-rest-api-error-codes */
const kindOfCode: ReadonlyMap<string, AccessProblemKind> = new Map<string, AccessProblemKind>([
  ['AuthorizationPermissionMismatch', 'no-role'],
  ['InsufficientAccountPermissions', 'no-role'],
  ['AuthorizationFailure', 'network-rules'],
  ['PublicNetworkAccessNotAllowed', 'network-rules'],
  ['AuthenticationFailed', 'wrong-key'],
  ['KeyBasedAuthenticationNotPermitted', 'keys-are-off'],
  ['InvalidAuthenticationInfo', 'wrong-tenant'],
  ['NoAuthenticationInformation', 'wrong-tenant'],
  ['ENOTFOUND', 'no-such-host'],
  ['EAI_AGAIN', 'no-such-host'],
  ['ECONNREFUSED', 'unreachable'],
  ['ECONNRESET', 'unreachable'],
  ['ETIMEDOUT', 'unreachable'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
]);

/** Names of errors of a call that was given up after its time. */
const timeouts: ReadonlySet<string> = new Set(['AbortError', 'TimeoutError']);

/** What an Azure client's error says about access; its message stays behind, since it can hold a signature. */
function accessProblem(error: unknown): AccessProblem {
  const name = error instanceof Failure ? error.code : error instanceof Error ? error.name : '';
  if (isCredentialError(error)) return { kind: 'no-credential', answer: name };
  if (timeouts.has(name)) return { kind: 'unreachable', answer: 'no answer in time' };
  const status = storageStatus(error);
  const code = storageCode(error);
  const answer = [status, code].filter((part) => part !== null && part !== '').join(' ') || name || 'an error without a name';
  return { kind: kindOfCode.get(code) ?? (status === 401 ? 'wrong-tenant' : 'other'), answer };
}

/** What was answered, with the service's clock; an error becomes the problem that it tells of. */
export async function access<T>(
  look: () => Promise<{ readonly value: T; readonly date?: Date | undefined }>,
): Promise<Access<T>> {
  try {
    const { value, date } = await look();
    return { kind: 'answered', value, serviceTimeMs: date?.getTime() ?? null };
  } catch (error) {
    return { kind: 'failed', problem: accessProblem(error) };
  }
}
