import type { TokenCredential } from '@azure/identity';
import type { SignedIn, SignInProbe } from '../../ports/sign-in-probe.ts';
import { callTimeoutMs } from '../time-limits.ts';
import { access } from './access-problem.ts';

/** What tokens for storage are asked for, in every cloud. */
const storageScope = 'https://storage.azure.com/.default';

/** Tells whose token a credential gives. The token itself stays here. */
export function azureSignInProbe(credential: TokenCredential): SignInProbe {
  return {
    whoAmI: () =>
      access(async () => {
        const token = await credential.getToken(storageScope, { abortSignal: AbortSignal.timeout(callTimeoutMs) });
        return { value: ownerOf(token?.token ?? '') };
      }),
  };
}

/** Claims by https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference; only their values for people are shown. */
function ownerOf(token: string): SignedIn {
  const claims = claimsOf(token);
  const user = claims['upn'] ?? claims['unique_name'] ?? claims['preferred_username'];
  const app = claims['app_displayname'] ?? claims['appid'] ?? claims['azp'];
  return { name: user ?? app ?? claims['oid'] ?? 'somebody whom the token does not name', isApp: user === undefined };
}

function claimsOf(token: string): Readonly<Record<string, string | undefined>> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return Object.fromEntries(
      Object.entries(Object(claims)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return {};
  }
}
