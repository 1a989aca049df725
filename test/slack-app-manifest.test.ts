import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..');
const manifest = parse(await readFile(join(root, 'slack-app-manifest.yaml'), 'utf8'));
const scopes: { readonly bot: readonly string[]; readonly bot_optional: readonly string[] } = manifest.oauth_config.scopes;

/**
 * The bot scopes that each method asks for, in public and in private channels; those that are needed for the app to work at all first.
 * Source: https://docs.slack.dev/reference/methods
 */
const scopesOfMethods: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history'],
  'conversations.replies': ['channels:history', 'groups:history'],
  'conversations.info': ['channels:read', 'groups:read'],
};

/** The methods that the adapter calls: by name, or as members of Slack's client. */
async function calledMethods(): Promise<readonly string[]> {
  const folder = join(root, 'src/adapters/slack');
  const texts = await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file), 'utf8')));
  const calls = texts.flatMap((text) => [
    ...text.matchAll(/\bclient\.([a-z]+\.[a-zA-Z.]+)\(|\(client, '([a-z]+\.[a-zA-Z.]+)'|\bclient\.apiCall\('([a-z.A-Z]+)'/g),
  ]);
  return [...new Set(calls.map(([, member, name, called]) => member ?? name ?? called ?? ''))].sort();
}

describe('slack-app-manifest.yaml', () => {
  it('covers every method that is called', async () => {
    const methods = await calledMethods();
    assert.deepEqual(methods, Object.keys(scopesOfMethods).sort());
    for (const method of methods)
      for (const scope of scopesOfMethods[method] ?? []) assert.ok(scopes.bot.includes(scope), `${method}: ${scope}`);
  });

  it('asks for nothing that no method needs', () => {
    const needed = new Set(Object.values(scopesOfMethods).flat());
    assert.deepEqual(
      scopes.bot.filter((scope) => !needed.has(scope)),
      [],
    );
  });

  it('insists on chat:write alone', () => {
    const mustHave = scopes.bot.filter((scope) => !scopes.bot_optional.includes(scope));
    assert.deepEqual(mustHave, ['chat:write']);
    assert.deepEqual(
      scopes.bot_optional.filter((scope) => !scopes.bot.includes(scope)),
      [],
    );
  });

  it("keeps within Slack's limits", () => {
    const { name, description } = manifest.display_information;
    assert.ok(name.length <= 35 && description.length <= 140, `${name.length}, ${description.length}`);
  });
});
