import type { AppSettings } from '../../config/app-settings.ts';
import type { Environment } from '../../config/process-environment.ts';
import { readAppSettings } from '../../config/read-app-settings.ts';
import { unresolvedReferences } from '../../config/setting-reader.ts';
import { Failure } from '../../model/failure.ts';
import { plural } from '../plural.ts';
import { type Check, checksOf } from './check.ts';

const { well, wrong } = checksOf('App settings');

export interface AppSettingsChecked {
  readonly checks: readonly Check[];
  /** Null where something is wrong with them; what is wrong with Slack's alone is left out instead, so that the rest can be tried. */
  readonly settings: AppSettings | null;
  readonly isSlackKnown: boolean;
}

/** Without these messages would go to the log. */
const slackNames = ['DELIVERY', 'SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_API_URL'] as const;

/** Reads the app settings; each problem is a line, and a secret that stayed behind in Key Vault has its own. */
export function checkAppSettings(env: Environment): AppSettingsChecked {
  const unresolved = unresolvedReferences(env);
  const references = unresolved.map((name) =>
    wrong(
      `Key Vault reference in ${name}`,
      'not resolved, the reference itself arrived in place of the secret',
      'Check that the secret exists, that the identity of the app has the role "Key Vault Secrets User" on the vault (and is named in keyVaultReferenceIdentity), and that the ' +
        'vault lets the app in under Networking. Settings listed by "az functionapp config appsettings list" always show the reference: then set ' +
        `${name} in your environment, which goes before the file.`,
    ),
  );
  try {
    const settings = readAppSettings(env);
    return { checks: [...references, well('Read the app settings', summary(settings))], settings, isSlackKnown: true };
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'settings-invalid') throw error;
    const problems = error.message
      .split('\n')
      .filter((line) => !unresolved.some((name) => line.startsWith(`${name}: is a Key Vault`)));
    return { checks: [...references, ...problems.map(problemCheck)], settings: withoutSlack(env), isSlackKnown: false };
  }
}

function withoutSlack(env: Environment): AppSettings | null {
  const others = Object.entries(env).filter(([name]) => !slackNames.some((slackName) => slackName === name));
  try {
    return readAppSettings({ ...Object.fromEntries(others), DELIVERY: 'log' });
  } catch {
    return null;
  }
}

function problemCheck(line: string): Check {
  const [name = '', ...rest] = line.split(': ');
  return wrong(
    name,
    rest.join(': '),
    'Correct it under Environment variables of the function app, or in the file or shell that these settings come from.',
  );
}

function summary({ flowLogs, delivery }: AppSettings): string {
  const to = { slack: 'to Slack', log: 'to the log (a dry run)', terminal: 'to the terminal' }[delivery.kind];
  return `${plural(flowLogs.length, 'flow-log account')}, messages go ${to}`;
}
