/** Why a storage account could not be used, as far as its answer tells. */
export type AccessProblemKind =
  /** No sign-in was found on this machine, or none that Entra ID takes. */
  | 'no-credential'
  /** Signed in, but without the role (403 AuthorizationPermissionMismatch). */
  | 'no-role'
  /** The account's network rules do not let this machine in (403 AuthorizationFailure). */
  | 'network-rules'
  /** Key or signature is wrong or has expired (403 AuthenticationFailed). */
  | 'wrong-key'
  /** The account takes no keys (403 KeyBasedAuthenticationNotPermitted). */
  | 'keys-are-off'
  /** The token is of another tenant, or none was taken (401). */
  | 'wrong-tenant'
  /** The account's name is unknown: mistyped, deleted, or a private zone without it. */
  | 'no-such-host'
  /** The name is known, but nothing answers in time. */
  | 'unreachable'
  | 'other';

export interface AccessProblem {
  readonly kind: AccessProblemKind;
  /** What came back, in a few words: status and the service's own code, never a message with an address in it. */
  readonly answer: string;
}

/** What became of one look at a service that may not let us in. */
export type Access<T> =
  | {
      readonly kind: 'answered';
      readonly value: T /** The service's clock as it answered, ms; null where it did not say. */;
      readonly serviceTimeMs: number | null;
    }
  | { readonly kind: 'failed'; readonly problem: AccessProblem };
