import type { Access } from './access.ts';

/** Whom storage sees when this machine asks by identity. */
export interface SignedIn {
  /** A user's name, else the name or id of the application. */
  readonly name: string;
  /** A managed identity or service principal, not a person. */
  readonly isApp: boolean;
}

/** Gets a token for storage as the app would, and tells whose it is. */
export interface SignInProbe {
  whoAmI(): Promise<Access<SignedIn>>;
}
