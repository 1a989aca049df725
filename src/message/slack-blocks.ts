/** Text in a rich text section: shown as it is, markup in it has no effect. */
export interface TextElement {
  readonly type: 'text';
  readonly text: string;
  readonly style?: { readonly bold?: true; readonly strike?: true };
}

/** Someone to be notified. */
export type MentionElement =
  | { readonly type: 'user'; readonly user_id: string }
  | { readonly type: 'usergroup'; readonly usergroup_id: string }
  | { readonly type: 'broadcast'; readonly range: 'here' | 'channel' | 'everyone' };

/** A link with words of ours; its address is one from the settings, never from data. */
export interface LinkElement {
  readonly type: 'link';
  readonly url: string;
  readonly text: string;
}

export interface RichTextSection {
  readonly type: 'rich_text_section';
  readonly elements: readonly (TextElement | MentionElement | LinkElement)[];
}

export interface RichTextList {
  readonly type: 'rich_text_list';
  readonly style: 'bullet';
  readonly elements: readonly RichTextSection[];
}

/** Text to be copied: shown in a box, letter by letter. */
export interface RichTextPreformatted {
  readonly type: 'rich_text_preformatted';
  readonly elements: readonly TextElement[];
}

export interface RichTextBlock {
  readonly type: 'rich_text';
  readonly elements: readonly (RichTextSection | RichTextList | RichTextPreformatted)[];
}

/** `emoji: false` leaves `:name:` as it is written. */
export interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji: false;
}

export interface HeaderBlock {
  readonly type: 'header';
  readonly text: PlainText;
}

export interface ContextBlock {
  readonly type: 'context';
  readonly elements: readonly PlainText[];
}

export interface DividerBlock {
  readonly type: 'divider';
}

export interface TableBlock {
  readonly type: 'table';
  readonly rows: readonly (readonly { readonly type: 'raw_text'; readonly text: string }[])[];
  readonly column_settings: readonly { readonly is_wrapped: boolean }[];
}

/** A press is told to the app with `action_id` and `value`. */
export interface ButtonElement {
  readonly type: 'button';
  readonly text: PlainText;
  readonly action_id: string;
  readonly value: string;
}

export interface ActionsBlock {
  readonly type: 'actions';
  readonly elements: readonly ButtonElement[];
}

/**
 * Bars over a row of categories. Not every workspace takes it: a message must say the same without it.
 * Source: https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
 */
export interface ChartBlock {
  readonly type: 'data_visualization';
  readonly title: string;
  readonly chart: {
    readonly type: 'bar';
    readonly series: readonly {
      readonly name: string;
      readonly data: readonly { readonly label: string; readonly value: number }[];
    }[];
    readonly axis_config: { readonly categories: readonly string[]; readonly x_label: string; readonly y_label: string };
  };
}

/**
 * The blocks that messages are made of. None of them holds `mrkdwn`: text from outside cannot become markup in any.
 * Source: https://docs.slack.dev/reference/block-kit/blocks
 */
export type SlackBlock = HeaderBlock | RichTextBlock | ContextBlock | DividerBlock | TableBlock | ActionsBlock | ChartBlock;

export const textElement = (text: string): TextElement => ({ type: 'text', text });
export const boldElement = (text: string): TextElement => ({ type: 'text', text, style: { bold: true } });
export const struckElement = (text: string): TextElement => ({ type: 'text', text, style: { strike: true } });

export const userElement = (userId: string): MentionElement => ({ type: 'user', user_id: userId });

export const linkElement = (url: string, text: string): LinkElement => ({ type: 'link', url, text });

export const section = (...elements: RichTextSection['elements']): RichTextSection => ({
  type: 'rich_text_section',
  elements,
});

export const bulletList = (lines: readonly string[]): RichTextList => ({
  type: 'rich_text_list',
  style: 'bullet',
  elements: lines.map((line) => section(textElement(line))),
});

export const preformatted = (text: string): RichTextPreformatted => ({
  type: 'rich_text_preformatted',
  elements: [textElement(text)],
});

export const richText = (...elements: RichTextBlock['elements']): RichTextBlock => ({ type: 'rich_text', elements });

const plainText = (text: string): PlainText => ({ type: 'plain_text', text, emoji: false });
export const headerBlock = (text: string): HeaderBlock => ({ type: 'header', text: plainText(text) });
export const contextBlock = (...lines: readonly string[]): ContextBlock => ({ type: 'context', elements: lines.map(plainText) });
export const dividerBlock: DividerBlock = { type: 'divider' };

/** The first row is the heading. Cells must not be empty. */
export const tableBlock = (rows: readonly (readonly string[])[]): TableBlock => ({
  type: 'table',
  rows: rows.map((cells) => cells.map((text) => ({ type: 'raw_text', text }))),
  column_settings: (rows[0] ?? []).map(() => ({ is_wrapped: true })),
});

/** A button of a message, by what it asks for and of which incident. */
interface Button {
  readonly action: string;
  readonly text: string;
  readonly value: string;
}

export const actionsBlock = (buttons: readonly Button[]): ActionsBlock => ({
  type: 'actions',
  elements: buttons.map(({ action, text, value }) => ({ type: 'button', text: plainText(text), action_id: action, value })),
});
