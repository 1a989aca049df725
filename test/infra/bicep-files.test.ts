/** What every Bicep file must keep to, whatever it declares. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, it } from 'node:test';
import { countsTable } from '../../src/adapters/azure-table/azure-count-store.ts';
import { hoursTable } from '../../src/adapters/azure-table/azure-hour-store.ts';
import { incidentsTable } from '../../src/adapters/azure-table/azure-incident-store.ts';
import { ingestTable } from '../../src/adapters/azure-table/azure-ingest-store.ts';
import { stateTable } from '../../src/adapters/azure-table/azure-state-store.ts';
import { modulesOf, parametersOf, propertiesOf, resourcesOf } from '../support/bicep/declarations.ts';
import { variableOf } from '../support/bicep/evaluate.ts';
import { parseBicep, partsOf, plainText, readAllBicep, readBicep, resolveFrom } from '../support/bicep/parse-bicep.ts';

const files = readAllBicep();
const resources = files.flatMap(resourcesOf);
const made = resources.filter(({ isExisting }) => !isExisting);

/** The properties of what is made of a type, by the place where it stands. */
const settingsOf = (type: string) =>
  made
    .filter((resource) => resource.type.startsWith(`${type}@`))
    .map(({ file, name, body }) => {
      const properties = body.get('properties');
      assert.ok(properties !== undefined, `${file.path} ${name}`);
      const settings = propertiesOf(properties);
      return { place: `${file.path} ${name}`, textOf: (key: string) => settings.get(key)?.text ?? '' };
    });

describe('the Bicep files', () => {
  it('are all read', () => {
    assert.ok(files.length >= 15, `${files.length} files`);
    assert.ok(made.length >= 30, `${made.length} resources`);
    assert.throws(() => parseBicep('var a = {...b}', 'spread.bicep'));
  });

  it('name only modules that are there, none from a registry', () => {
    const modules = files.flatMap(modulesOf);
    assert.ok(modules.length >= 15, `${modules.length} modules`);
    for (const { file, type } of modules) assert.ok(existsSync(resolveFrom(file, type)), `${file.path} names ${type}`);
  });

  it('ask for keys in one place alone: the event subscriptions', () => {
    const calls = files.flatMap((file) =>
      partsOf(file.root, 'call_expression').flatMap((call) => {
        const name = call.childForFieldName('function')?.text ?? '';
        return /^list[A-Z]/.test(name) ? [`${file.path} ${name}`] : [];
      }),
    );
    assert.deepEqual(calls, ['infra/event-subscriptions.bicep listKeys']);
    for (const { path, text } of files)
      assert.doesNotMatch(text, /\.list(Keys|AccountSas|ServiceSas|Secrets)\b|AccountKey=|SharedAccess/i, path);
  });

  it('make storage accounts without shared keys and public blobs, with TLS 1.2', () => {
    const accounts = settingsOf('Microsoft.Storage/storageAccounts');
    assert.equal(accounts.length, 2, 'the state account and that of the demo');
    for (const { place, textOf } of accounts) {
      assert.equal(textOf('allowSharedKeyAccess'), 'false', place);
      assert.equal(textOf('allowBlobPublicAccess'), 'false', place);
      assert.equal(textOf('minimumTlsVersion'), "'TLS1_2'", place);
      assert.equal(textOf('supportsHttpsTrafficOnly'), 'true', place);
    }
  });

  it('set nothing on the function app that Flex Consumption has not', () => {
    // Azure refuses the app with error 51021 for one of these: https://github.com/Azure/terraform-azurerm-avm-res-web-site/pull/345.
    const refused =
      /\b(alwaysOn|ftpsState|function(AppScaleLimit|sRuntimeScaleMonitoringEnabled)|preWarmedInstanceCount|use32BitWorkerProcess|\w+(FxVersion|FrameworkVersion)|(java|node|php|powerShell|python)(Version|Container\w*)): /;
    const [site, ...others] = settingsOf('Microsoft.Web/sites');
    assert.ok(site !== undefined && others.length === 0);
    assert.match(site.textOf('siteConfig'), /minTlsVersion: '1\.2'/);
    assert.doesNotMatch(site.textOf('siteConfig'), refused);
  });

  it('let nobody sign in by a password or a key elsewhere', () => {
    for (const { place, textOf } of settingsOf('Microsoft.Insights/components'))
      assert.equal(textOf('DisableLocalAuth'), 'true', place);
    for (const { place, textOf } of settingsOf('Microsoft.KeyVault/vaults'))
      assert.equal(textOf('enableRbacAuthorization'), 'true', place);
    for (const { place, textOf } of settingsOf('Microsoft.OperationalInsights/workspaces'))
      assert.match(textOf('features'), /disableLocalAuth: true/, place);
    const publishing = made.filter(({ type }) => type === 'basicPublishingCredentialsPolicies');
    assert.deepEqual(
      publishing.map(({ body }) => body.get('properties')?.text.replace(/\s/g, '')),
      ['{allow:false}', '{allow:false}'],
    );
  });

  it('take secrets as secure parameters and put none into an output', () => {
    const secret = /(token|secret|password|key)$/i;
    const open = files.flatMap((file) =>
      [...parametersOf(file).keys()]
        .filter((name) => secret.test(name) && !/publicKey$/i.test(name))
        .filter((name) => !new RegExp(`@secure\\(\\)\\n(@description\\(.*\\)\\n)?param ${name} string`).test(file.text))
        .map((name) => `${file.path} ${name}`),
    );
    assert.deepEqual(open, []);
    const outputs = files.flatMap((file) => partsOf(file.root, 'output_declaration').map(({ text }) => text));
    for (const text of outputs)
      assert.doesNotMatch(text, /listKeys|slackBotToken\b(?!:)|slackSigningSecret\b(?!:)|ConnectionString.*AccountKey/, text);
  });

  it('make the tables that Knockwatch writes', () => {
    const tables = variableOf(readBicep('infra/app/state-storage.bicep'), 'tableNames', {});
    assert.deepEqual(tables, [countsTable, hoursTable, incidentsTable, ingestTable, stateTable]);
  });

  it('are the demo only where it is wanted', () => {
    const main = readBicep('infra/main.bicep');
    assert.equal(parametersOf(main).get('demo')?.text, 'false');
    const uses = partsOf(main.root, 'module_declaration').filter((node) =>
      partsOf(node, 'string').some((text) => plainText(text).startsWith('demo/')),
    );
    assert.deepEqual(
      uses.map(({ text }) => /= if \(demo\) \{/.test(text)),
      [true],
    );
  });
});
