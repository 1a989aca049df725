/** What a Bicep file declares. */
import type { Node } from 'web-tree-sitter';
import { type BicepFile, childrenOf, partsOf, plainText } from './parse-bicep.ts';

/** A resource or a module, at the top or within another. */
export interface Declared {
  readonly file: BicepFile;
  readonly name: string;
  /** `Microsoft.Web/sites` (with its version behind @; nested ones their last segment alone), or the path of a module. */
  readonly type: string;
  readonly isExisting: boolean;
  /** Its properties by name. */
  readonly body: ReadonlyMap<string, Node>;
  /** The variable that it loops over, and what that loops through. */
  readonly loop: { readonly variable: string; readonly through: Node } | null;
}

export const resourcesOf = (file: BicepFile): readonly Declared[] =>
  partsOf(file.root, 'resource_declaration').map((node) => declaredOf(file, node));

export const modulesOf = (file: BicepFile): readonly Declared[] =>
  partsOf(file.root, 'module_declaration').map((node) => declaredOf(file, node));

function declaredOf(file: BicepFile, node: Node): Declared {
  const [name, type, body] = childrenOf(node);
  if (name === undefined || type === undefined || body === undefined) throw new Error(`${file.path}: cannot read ${node.text}`);
  const object = bodyOf(body);
  return {
    file,
    name: name.text,
    type: plainText(type),
    isExisting: node.children.some((child) => child?.type === 'existing'),
    body: propertiesOf(object),
    loop: loopOf(body),
  };
}

/** The object within loops and conditions. */
function bodyOf(node: Node): Node {
  if (node.type === 'object') return node;
  const last = childrenOf(node).at(-1);
  if (last === undefined) throw new Error(`No body in ${node.text}`);
  return bodyOf(last);
}

function loopOf(node: Node): Declared['loop'] {
  if (node.type !== 'for_statement') return null;
  const [first, through] = childrenOf(node);
  const variable = first?.type === 'for_loop_parameters' ? childrenOf(first)[0] : first;
  return variable === undefined || through === undefined ? null : { variable: variable.text, through };
}

/** The properties of an object whose keys are plain. */
export function propertiesOf(object: Node): ReadonlyMap<string, Node> {
  const pairs = childrenOf(object).flatMap((property) => {
    const [key, value] = childrenOf(property);
    if (property.type !== 'object_property' || key === undefined || value === undefined) return [];
    return [[key.type === 'string' ? plainText(key) : key.text, value] as const];
  });
  return new Map(pairs);
}

/** The parameters of a file by name, with their defaults. */
export function parametersOf(file: BicepFile): ReadonlyMap<string, Node | null> {
  return new Map(
    partsOf(file.root, 'parameter_declaration').map((node) => {
      const [name, , value] = childrenOf(node);
      return [name?.text ?? '', value ?? null] as const;
    }),
  );
}

/** The outputs of a file by name. */
export const outputsOf = (file: BicepFile): readonly string[] =>
  partsOf(file.root, 'output_declaration').map((node) => childrenOf(node)[0]?.text ?? '');
