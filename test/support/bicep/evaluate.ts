/** The values of Bicep expressions, as far as our files use the language; anything else throws. */
import type { Node } from 'web-tree-sitter';
import { builtIn } from './built-in-functions.ts';
import { parametersOf } from './declarations.ts';
import { type BicepFile, childrenOf, partsOf, plainText, readBicep, resolveFrom } from './parse-bicep.ts';
import type { Lambda, Value, ValueObject } from './value.ts';

/** What a name stands for. */
type Scope = (name: string) => Value;

/** The value of an expression in a file whose parameters have these values; the others have their defaults. */
export const evaluateIn = (file: BicepFile, node: Node, values: ValueObject): Value => evaluate(node, scopeOf(file, values));

/** The value of a variable of a file. */
export const variableOf = (file: BicepFile, name: string, values: ValueObject): Value => scopeOf(file, values)(name);

function scopeOf(file: BicepFile, values: ValueObject): Scope {
  const defaults = parametersOf(file);
  const variables = new Map(
    partsOf(file.root, 'variable_declaration')
      .map(pairOf)
      .map(([name, value]) => [name.text, value]),
  );
  const imports = importsOf(file);
  const scope: Scope = (name) => {
    const given = values[name];
    if (given !== undefined) return given;
    const node = defaults.get(name) ?? variables.get(name);
    if (node !== undefined && node !== null) return evaluate(node, scope);
    const imported = imports.get(name) ?? builtIn[name];
    if (imported === undefined) throw new Error(`${file.path}: no value for ${name}`);
    return imported;
  };
  return scope;
}

/** Name and value of a variable, key and value of a property. */
function pairOf(node: Node): readonly [name: Node, value: Node] {
  const [name, value] = childrenOf(node);
  if (name === undefined || value === undefined) throw new Error(`Cannot read ${node.text}`);
  return [name, value];
}

/** Functions and variables that a file takes from others, by name. */
function importsOf(file: BicepFile): ReadonlyMap<string, Value> {
  return new Map(
    partsOf(file.root, 'import_functionality').flatMap((node) => {
      const path = childrenOf(node).find(({ type }) => type === 'string');
      return path === undefined ? [] : exportsOf(readBicep(resolveFrom(file, plainText(path))));
    }),
  );
}

function exportsOf(file: BicepFile): readonly (readonly [string, Value])[] {
  const scope = scopeOf(file, {});
  const functions = partsOf(file.root, 'user_defined_function').map((node) => {
    const names = partsOf(node, 'parameter').map((parameter) => childrenOf(parameter)[0]?.text ?? '');
    return [node.childForFieldName('name')?.text ?? '', lambda(names, lastOf(node), scope)] as const;
  });
  const variables = partsOf(file.root, 'variable_declaration').map((node) => {
    const [name, value] = pairOf(node);
    return [name.text, evaluate(value, scope)] as const;
  });
  return [...functions, ...variables];
}

const lambda =
  (names: readonly string[], body: Node, outer: Scope): Lambda =>
  (...values) =>
    evaluate(body, (name) => (names.includes(name) ? (values[names.indexOf(name)] ?? null) : outer(name)));

function lastOf(node: Node): Node {
  const last = childrenOf(node).at(-1);
  if (last === undefined) throw new Error(`Cannot read ${node.text}`);
  return last;
}

function evaluate(node: Node, scope: Scope): Value {
  const read = kinds[node.type];
  if (read === undefined) throw new Error(`Cannot evaluate ${node.type}: ${node.text}`);
  return read(node, scope);
}

const kinds: Readonly<Record<string, (node: Node, scope: Scope) => Value>> = {
  identifier: (node, scope) => scope(node.text),
  number: (node) => Number(node.text),
  boolean: (node) => node.text === 'true',
  null: () => null,
  string: (node, scope) =>
    childrenOf(node)
      .map((part) => textOf(part, scope))
      .join(''),
  array: (node, scope) => childrenOf(node).map((item) => evaluate(item, scope)),
  object: evaluateObject,
  lambda_expression: evaluateLambda,
  call_expression: evaluateCall,
  member_expression: (node, scope) => memberOf(evaluate(field(node, 'object'), scope), field(node, 'property').text),
  ternary_expression: (node, scope) =>
    evaluate(field(node, evaluate(field(node, 'condition'), scope) === true ? 'consequence' : 'alternative'), scope),
  binary_expression: evaluateBinary,
  unary_expression: (node, scope) => evaluate(field(node, 'argument'), scope) !== true,
};

function field(node: Node, name: string): Node {
  const found = node.childForFieldName(name);
  if (found === null) throw new Error(`No ${name} in ${node.text}`);
  return found;
}

function textOf(part: Node, scope: Scope): string {
  if (part.type !== 'interpolation') return part.text.replaceAll("\\'", "'");
  return String(evaluate(lastOf(part), scope));
}

function evaluateObject(node: Node, scope: Scope): Value {
  const pairs = childrenOf(node).map((property) => {
    const [key, value] = pairOf(property);
    return [key.type === 'string' ? String(evaluate(key, scope)) : key.text, evaluate(value, scope)] as const;
  });
  return Object.fromEntries(pairs);
}

function evaluateLambda(node: Node, scope: Scope): Value {
  const [head] = childrenOf(node);
  const names = head?.type === 'parenthesized_expression' ? childrenOf(head).map(({ text }) => text) : [head?.text ?? ''];
  return lambda(names, lastOf(node), scope);
}

function evaluateCall(node: Node, scope: Scope): Value {
  const called = scope(field(node, 'function').text);
  if (typeof called !== 'function') throw new Error(`No function: ${node.text}`);
  return called(...childrenOf(field(node, 'arguments')).map((argument) => evaluate(argument, scope)));
}

function memberOf(value: Value, name: string): Value {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new Error(`No member ${name}`);
  return (value as ValueObject)[name] ?? null;
}

function evaluateBinary(node: Node, scope: Scope): Value {
  const left = evaluate(field(node, 'left'), scope);
  const right = () => evaluate(field(node, 'right'), scope);
  const operator = node.children.find((child) => child !== null && !child.isNamed)?.type;
  if (operator === '==') return left === right();
  if (operator === '&&') return left === true && right() === true;
  if (operator === '||') return left === true || right() === true;
  if (operator === '??') return left ?? right();
  if (operator === '>') return Number(left) > Number(right());
  throw new Error(`Cannot evaluate ${operator}: ${node.text}`);
}
