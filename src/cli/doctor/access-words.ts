import type { AccessProblem, AccessProblemKind } from '../../ports/access.ts';
import type { Check, CheckMaker } from './check.ts';

/** What was asked for, so that advice can name it. */
export interface Asked {
  /** Host of the account's address. */
  readonly account: string;
  /** The role that the app needs there. */
  readonly role: string;
  /** The app setting that names the account. */
  readonly setting: string;
  /** A person asks, not the app. */
  readonly isPerson: boolean;
}

/** What a person may be refused without the app being refused it. */
const ofPersons: ReadonlySet<AccessProblemKind> = new Set(['no-role', 'network-rules']);

/** What a look that failed comes to: something wrong, or, where a person was refused what the app may be allowed, nothing known. */
export function accessCheck(
  { wrong, skipped }: CheckMaker,
  tried: string,
  found: string,
  problem: AccessProblem,
  asked: Asked,
): Check {
  if (!asked.isPerson || !ofPersons.has(problem.kind)) return wrong(tried, found, accessAdvice(problem, asked));
  const name = asked.account.split('.')[0] ?? asked.account;
  return skipped(
    tried,
    found,
    `That is you, not the app, which needs "${asked.role}" on ${name}; "The running app" below tells how it fares. To try this yourself, get that role, and be in a network that ${name} lets in.`,
  );
}

/** What came back, in words and as the service says it: `refused: signed in, but without the role (403 AuthorizationPermissionMismatch)`. */
export const problemText = ({ kind, answer }: AccessProblem): string => `${meanings[kind]} (${answer})`;

const meanings: Readonly<Record<AccessProblem['kind'], string>> = {
  'no-credential': 'not signed in',
  'no-role': 'refused, the role is missing',
  'network-rules': "refused by the account's network rules",
  'wrong-key': 'refused, the key or signature is not valid',
  'keys-are-off': 'refused, this account takes no keys',
  'wrong-tenant': 'refused, the sign-in is not taken',
  'no-such-host': 'no such address',
  unreachable: 'nothing answers',
  other: 'it failed',
};

/** What to do about it, in whole sentences. */
export function accessAdvice({ kind }: AccessProblem, { account, role, setting }: Asked): string {
  const name = account.split('.')[0] ?? account;
  switch (kind) {
    case 'no-credential':
      return 'Sign in by "az login" (or "azd auth login"), to the tenant of the account. In Azure, check that the app has its identity and that the setting that ends in __clientId names it.';
    case 'no-role':
      return `Give the identity the role "${role}" on ${name}. A new role takes up to ten minutes to work.`;
    case 'network-rules':
      return `Let this machine in under Networking of ${name}, or run the doctor where the app runs: from its virtual network, a private endpoint answers. If the network is open to you, the role "${role}" may be missing instead.`;
    case 'wrong-key':
      return `The key or signature in ${setting} is wrong or has expired, or the clock of this machine is off. Better than a new key: name the account by ${setting}__blobServiceUri and use the identity.`;
    case 'keys-are-off':
      return `Shared keys are switched off on ${name}, as they should be. Replace the connection string in ${setting} by ${setting}__blobServiceUri and ${setting}__credential.`;
    case 'wrong-tenant':
      return `You are signed in to another tenant than the one that ${name} belongs to: "az login --tenant TENANT". In a sovereign cloud, set AZURE_AUTHORITY_HOST too.`;
    case 'no-such-host':
      return `There is no address ${account}: check the name in ${setting}. With private endpoints, check that the private DNS zone is linked to this network and has a record for ${name}.`;
    case 'unreachable':
      if (isThisMachine(account))
        return `Nothing answers at ${account}, which is this machine: start Azurite, or name an account of Azure in ${setting}.`;
      return `Nothing answers at ${account}: check proxy, firewall and, with a private endpoint, that this machine is in its network.`;
    case 'other':
      return `Try again in a minute. If it stays, look up the code in the answer, and whether ${name} is a storage account of the kind StorageV2.`;
  }
}

const isThisMachine = (account: string): boolean => /^(127\.0\.0\.1|localhost)[:/]/.test(account);
