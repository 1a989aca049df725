import type { AppSettings } from '../../config/app-settings.ts';
import type { Access } from '../../ports/access.ts';
import type { SignedIn, SignInProbe } from '../../ports/sign-in-probe.ts';
import { accessAdvice, problemText } from './access-words.ts';
import { type Check, checksOf } from './check.ts';

const { well, wrong, skipped } = checksOf('Sign-in');
const tried = 'Get a token for storage';

export interface SignInChecked {
  readonly checks: readonly Check[];
  /** A person asks, not the app: what is refused to them may be allowed to the app. */
  readonly isPerson: boolean;
}

/**
 * Tells whom storage sees: away from Azure that is a person, whose roles can differ from the app's.
 *
 * @param probe null where all accounts are reached by connection string
 */
export async function checkSignIn(probe: SignInProbe | null, { hostStorage }: AppSettings): Promise<SignInChecked> {
  const answer = (await probe?.whoAmI()) ?? null;
  return {
    checks: [answer === null ? notNeeded(hostStorage) : signInCheck(answer)],
    isPerson: answer?.kind === 'answered' && !answer.value.isApp,
  };
}

function signInCheck(answer: Access<SignedIn>): Check {
  if (answer.kind === 'failed') {
    const asked = { account: 'the storage account', role: '', setting: 'AzureWebJobsStorage', isPerson: false };
    return wrong(tried, problemText(answer.problem), accessAdvice(answer.problem, asked));
  }
  const { name, isApp } = answer.value;
  if (isApp) return well(tried, `signed in as the application ${name}`);
  return well(tried, `signed in as ${name}: what follows is what you may do, not what the app may`);
}

function notNeeded(hostStorage: AppSettings['hostStorage']): Check {
  return skipped(tried, 'not needed, the settings hold connection strings', adviceOnKeys(hostStorage));
}

function adviceOnKeys(hostStorage: AppSettings['hostStorage']): string | undefined {
  const isEmulator =
    hostStorage.kind === 'connection-string' && /UseDevelopmentStorage=true|127\.0\.0\.1|localhost/i.test(hostStorage.value);
  return isEmulator
    ? undefined
    : 'In Azure no key is needed: name the accounts by address and let the app use its identity (docs/deploy.md).';
}
