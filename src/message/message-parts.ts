import type { SlackBlock } from './slack-blocks.ts';

/** A message before it is addressed. `text` is clean and not escaped. */
export interface MessageParts {
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}
