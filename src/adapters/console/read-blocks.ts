/** A run of text in one style, as a block holds it. */
export interface StyledText {
  readonly text: string;
  readonly isBold: boolean;
  readonly isStruck: boolean;
}

/** A block as a terminal shows it. */
export type ReadableBlock =
  | { readonly kind: 'header'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly prefix: '' | '• '; readonly texts: readonly StyledText[] }
  | { readonly kind: 'context'; readonly text: string }
  | { readonly kind: 'divider' }
  /** Text to be copied, as it is. */
  | { readonly kind: 'preformatted'; readonly text: string }
  | { readonly kind: 'actions'; readonly labels: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] };

type Json = Readonly<Record<string, unknown>>;

/** Reads Block Kit blocks for showing them as text; what it does not know is left out. */
export function readBlocks(blocks: readonly unknown[]): readonly ReadableBlock[] {
  return blocks.filter(isObject).flatMap(readBlock);
}

function readBlock(block: Json): readonly ReadableBlock[] {
  switch (block['type']) {
    case 'header':
      return [{ kind: 'header', text: textOf(block['text']) }];
    case 'context':
      return [{ kind: 'context', text: objects(block['elements']).map(textOf).join(' · ') }];
    case 'divider':
      return [{ kind: 'divider' }];
    case 'actions':
      return [{ kind: 'actions', labels: objects(block['elements']).map((element) => textOf(element['text'])) }];
    case 'table':
      return [{ kind: 'table', rows: list(block['rows']).map((row) => objects(row).map(textOf)) }];
    case 'rich_text':
      return objects(block['elements']).flatMap(readRichText);
    default:
      return [];
  }
}

function readRichText(element: Json): readonly ReadableBlock[] {
  const children = objects(element['elements']);
  if (element['type'] === 'rich_text_preformatted') return [{ kind: 'preformatted', text: children.map(textOf).join('') }];
  if (element['type'] !== 'rich_text_list') return [{ kind: 'paragraph', prefix: '', texts: children.map(readStyled) }];
  return children.map((item) => ({ kind: 'paragraph', prefix: '• ', texts: objects(item['elements']).map(readStyled) }));
}

function readStyled(element: Json): StyledText {
  const style = isObject(element['style']) ? element['style'] : {};
  return { text: styledText(element), isBold: style['bold'] === true, isStruck: style['strike'] === true };
}

function styledText(element: Json): string {
  const mentioned = element['user_id'] ?? element['usergroup_id'] ?? element['range'];
  return typeof mentioned === 'string' ? `@${mentioned}` : textOf(element);
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const objects = (value: unknown): readonly Json[] => list(value).filter(isObject);
const textOf = (value: unknown): string => (isObject(value) && typeof value['text'] === 'string' ? value['text'] : '');
