import type { Notification } from '../model/notification.ts';

/** Most characters of a message's blocks as JSON; Slack refuses about 13,000 without documenting it. */
export const blocksCharacters = 10_000;
/** Documented at https://docs.slack.dev/reference/block-kit/blocks (and …/blocks/data-visualization-block) and https://docs.slack.dev/reference/methods/chat.postMessage */
const limits = {
  text: 4_000,
  blocks: 50,
  header: 150,
  sectionText: 3_000,
  fields: 10,
  field: 2_000,
  contextElements: 10,
  contextText: 3_000,
  actions: 25,
  buttonText: 75,
  buttonValue: 2_000,
  actionId: 255,
  tables: 1,
  tableRows: 100,
  tableColumns: 20,
  charts: 2,
  chartTitle: 50,
  chartSeries: 6,
  chartCategories: 20,
  chartLabel: 20,
} as const;

type Json = Readonly<Record<string, unknown>>;

/**
 * Checks a message against Slack's limits.
 *
 * @returns a sentence for each limit that is broken; empty where Slack would take the message
 */
export function checkSlackLimits({ text, blocks }: Notification): readonly string[] {
  const known = blocks.filter(isObject);
  return [
    ...(text === '' ? ['text is empty'] : []),
    ...exceeds('text', text.length, limits.text),
    ...(known.length < blocks.length ? ['a block is not an object'] : []),
    ...exceeds('blocks', blocks.length, limits.blocks),
    ...exceeds('tables', known.filter(({ type }) => type === 'table').length, limits.tables),
    ...exceeds('charts', known.filter(({ type }) => type === 'data_visualization').length, limits.charts),
    ...exceeds('characters of all blocks', JSON.stringify(blocks).length, blocksCharacters - 1),
    ...known.flatMap((block, index) => brokenByBlock(block).map((problem) => `block ${index} (${block['type']}): ${problem}`)),
    ...emptyTexts(blocks),
  ];
}

function brokenByBlock(block: Json): readonly string[] {
  switch (block['type']) {
    case 'header':
      return exceeds('characters', textLength(block['text']), limits.header);
    case 'section':
      return [...exceeds('characters', textLength(block['text']), limits.sectionText), ...brokenByFields(list(block['fields']))];
    case 'context':
      return [
        ...atLeastOne('elements', list(block['elements'])),
        ...exceeds('elements', list(block['elements']).length, limits.contextElements),
        ...list(block['elements']).flatMap((element) => exceeds('characters', textLength(element), limits.contextText)),
      ];
    case 'actions':
      return brokenByButtons(list(block['elements']));
    case 'rich_text':
      return atLeastOne('elements', list(block['elements']));
    case 'table':
      return brokenByTable(list(block['rows']));
    case 'data_visualization':
      return brokenByChart(block);
    default:
      return block['type'] === 'divider' ? [] : ['a block this check does not know'];
  }
}

function brokenByFields(fields: readonly unknown[]): readonly string[] {
  return [
    ...exceeds('fields', fields.length, limits.fields),
    ...fields.flatMap((field) => exceeds('characters of a field', textLength(field), limits.field)),
  ];
}

function brokenByButtons(elements: readonly unknown[]): readonly string[] {
  const buttons = elements.filter(isObject);
  const ids = buttons.map((button) => button['action_id']);
  return [
    ...atLeastOne('elements', elements),
    ...exceeds('elements', elements.length, limits.actions),
    ...(buttons.every(({ type }) => type === 'button') ? [] : ['an element this check does not know']),
    ...(new Set(ids).size < elements.length ? ['two elements with the same action_id'] : []),
    ...buttons.flatMap((button) => [
      ...exceeds('characters of a button', textLength(button['text']), limits.buttonText),
      ...exceeds('characters of a value', lengthOf(button['value']), limits.buttonValue),
      ...exceeds('characters of an action_id', lengthOf(button['action_id']), limits.actionId),
    ]),
  ];
}

function brokenByTable(rows: readonly unknown[]): readonly string[] {
  const widths = rows.map((row) => list(row).length);
  return [
    ...atLeastOne('rows', rows),
    ...exceeds('rows', rows.length, limits.tableRows),
    ...exceeds('columns', Math.max(0, ...widths), limits.tableColumns),
    ...(new Set(widths).size > 1 ? ['rows of different width'] : []),
  ];
}

/** Each series has one value for each category. */
function brokenByChart({ title, chart }: Json): readonly string[] {
  const { series, axis_config: axis } = isObject(chart) ? chart : {};
  const categories = list(isObject(axis) ? axis['categories'] : undefined).map(String);
  const labels = list(series).map((one) =>
    list(isObject(one) ? one['data'] : undefined).map((point) => (isObject(point) ? point['label'] : '')),
  );
  return [
    ...exceeds('characters of the title', typeof title === 'string' ? title.length : 0, limits.chartTitle),
    ...atLeastOne('series', list(series)),
    ...exceeds('series', list(series).length, limits.chartSeries),
    ...atLeastOne('categories', categories),
    ...exceeds('categories', categories.length, limits.chartCategories),
    ...categories.flatMap((category) => exceeds('characters of a category', category.length, limits.chartLabel)),
    ...(labels.some((ofSeries) => ofSeries.join('\n') !== categories.join('\n'))
      ? ['values that are not those of the categories']
      : []),
  ];
}

/** Slack refuses empty text wherever it stands. */
function emptyTexts(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(emptyTexts);
  if (!isObject(value)) return [];
  const own = value['text'] === '' ? [`empty text in ${value['type']}`] : [];
  return [...own, ...Object.values(value).flatMap(emptyTexts)];
}

const exceeds = (what: string, count: number, limit: number): readonly string[] =>
  count > limit ? [`${count} ${what}, at most ${limit} are allowed`] : [];

const atLeastOne = (what: string, items: readonly unknown[]): readonly string[] => (items.length === 0 ? [`no ${what}`] : []);

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const lengthOf = (value: unknown): number => (typeof value === 'string' ? value.length : 0);
const textLength = (value: unknown): number => (isObject(value) ? lengthOf(value['text']) : 0);
