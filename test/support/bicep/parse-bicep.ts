/** Bicep files as syntax trees (tree-sitter's grammar, in WebAssembly). */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Language, type Node, Parser } from 'web-tree-sitter';

/** A file of `infra/`. */
export interface BicepFile {
  /** From the project's root, with slashes: `infra/app/vault.bicep`. */
  readonly path: string;
  readonly text: string;
  readonly root: Node;
}

const root = join(import.meta.dirname, '../../..');

async function makeParser(): Promise<Parser> {
  await Parser.init();
  const grammar = fileURLToPath(import.meta.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm'));
  return new Parser().setLanguage(await Language.load(grammar));
}

const parser = await makeParser();

/** @throws Error where the grammar does not know the syntax: it knows no spread and no typed variable. */
export function parseBicep(text: string, path: string): BicepFile {
  const tree = parser.parse(text);
  if (tree === null || tree.rootNode.hasError) throw new Error(`Cannot parse ${path}`);
  return { path, text, root: tree.rootNode };
}

/** @param path from the project's root */
export const readBicep = (path: string): BicepFile => parseBicep(readFileSync(join(root, path), 'utf8'), path);

/** Every Bicep file below `infra/`. */
export const readAllBicep = (): readonly BicepFile[] =>
  globSync('infra/**/*.bicep', { cwd: root }).map((path) => readBicep(path.replaceAll('\\', '/')));

/** The file that `relative` names in `from`, as modules and imports do. */
export const resolveFrom = (from: BicepFile, relative: string): string =>
  join(dirname(from.path), relative).replaceAll('\\', '/');

/** The parts of a tree of a type, wherever they stand. */
export const partsOf = (node: Node, type: string): readonly Node[] =>
  node.descendantsOfType(type).filter((part) => part !== null);

/** The named children without comments. */
export const childrenOf = (node: Node): readonly Node[] =>
  node.namedChildren
    .filter((child) => child !== null && !/comment|decorators/.test(child.type))
    .filter((child) => child !== null);

/** The text of a string without interpolation. */
export const plainText = (node: Node): string =>
  childrenOf(node)
    .map(({ text }) => text)
    .join('');
