import { type Document, isMap, isNode, isScalar, isSeq, type LineCounter, type Node, type YAMLMap } from 'yaml';
import type { SettingPath } from './written-problem.ts';

/** A place in a text, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where a setting stands; the nearest thing around it where it is not written. */
export function placeInYaml(document: Document, lines: LineCounter, path: SettingPath): Place {
  let node: unknown = document.contents;
  let offset = offsetOf(node) ?? 0;
  for (const step of path) {
    const key: Node | null = isMap(node) ? keyNode(node, step) : null;
    node = isMap(node) || isSeq(node) ? node.get(step, true) : null;
    offset = offsetOf(key) ?? offsetOf(node) ?? offset;
  }
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

const offsetOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);

function keyNode(map: YAMLMap, name: string | number): Node | null {
  const key = map.items
    .map((pair) => pair.key)
    .find((candidate) => isScalar(candidate) && String(candidate.value) === String(name));
  return isNode(key) ? key : null;
}
