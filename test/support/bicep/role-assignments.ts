/** The role assignments of all Bicep files, one line each: `the app: Storage Blob Data Reader on each flow-log account`. */
import type { Node } from 'web-tree-sitter';
import { type Declared, propertiesOf, resourcesOf } from './declarations.ts';
import { evaluateIn, variableOf } from './evaluate.ts';
import { type BicepFile, childrenOf, partsOf, readBicep } from './parse-bicep.ts';
import type { Value, ValueObject } from './value.ts';

export interface RoleAssignment {
  readonly who: string;
  readonly role: string;
  readonly id: string;
  readonly where: string;
}

/** What stands for whom: expressions that give a principal. */
const principals: Readonly<Record<string, string>> = {
  appPrincipalId: 'the app',
  operatorPrincipalId: 'the operator',
  'writer.properties.principalId': 'the demo’s flow log',
};

/** What the scopes are, by file and symbol. */
const places: Readonly<Record<string, string>> = {
  'infra/app/access.bicep stateAccount': 'the state account',
  'infra/app/access.bicep stateAccount::blobs::settings': 'the container `settings`',
  'infra/app/access.bicep vault': 'the vault',
  'infra/app/access.bicep insights': 'Application Insights',
  'infra/app/flow-log-access.bicep account': 'each flow-log account',
  'infra/demo/demo.bicep account': 'the demo’s account',
};

/** Ids of roles by Azure's names, from `infra/roles.bicep`. */
export function roleNames(): ReadonlyMap<string, string> {
  const roles = variableOf(readBicep('infra/roles.bicep'), 'roles', {}) as ValueObject;
  return new Map(Object.entries(roles).map(([key, id]) => [String(id), nameOfKey(key)]));
}

/** `keyVaultSecretsUser` → `Key Vault Secrets User` */
const nameOfKey = (key: string): string => {
  const words = key.replace(/[A-Z]/g, ' $&');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** @throws Error where an assignment has no scope, or one that this file does not know */
export const roleAssignmentsOf = (file: BicepFile): readonly RoleAssignment[] =>
  resourcesOf(file)
    .filter(({ type }) => type.startsWith('Microsoft.Authorization/roleAssignments@'))
    .flatMap(assignmentsOf);

function assignmentsOf(declared: Declared): readonly RoleAssignment[] {
  const properties = propertiesOf(propertyOf(declared, 'properties'));
  const symbol = `${declared.file.path} ${propertyOf(declared, 'scope').text}`;
  const where = places[symbol];
  const who = principals[properties.get('principalId')?.text ?? ''];
  if (where === undefined || who === undefined) throw new Error(`A role for nobody or nowhere that is known: ${symbol}`);
  const names = roleNames();
  return roleIds(declared, properties).map((id) => ({ who, where, id, role: names.get(id) ?? 'unknown' }));
}

function propertyOf({ file, name, body }: Declared, property: string): Node {
  const found = body.get(property);
  if (found === undefined) throw new Error(`${file.path}: ${name} has no ${property}`);
  return found;
}

/** What stands behind `subscriptionResourceId('Microsoft.Authorization/roleDefinitions', …)`, for each turn of a loop. */
function roleIds({ file, loop }: Declared, properties: ReadonlyMap<string, Node>): readonly string[] {
  const definition = properties.get('roleDefinitionId');
  const argument = definition && partsOf(definition, 'arguments').flatMap(childrenOf)[1];
  if (argument === undefined) throw new Error(`${file.path}: a role assignment without a role`);
  const turns: readonly ValueObject[] =
    loop === null ? [{}] : listOf(evaluateIn(file, loop.through, {})).map((turn) => ({ [loop.variable]: turn }));
  return turns.map((values) => String(evaluateIn(file, argument, values)));
}

const listOf = (value: Value): readonly Value[] => (Array.isArray(value) ? value : []);
