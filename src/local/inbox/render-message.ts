import { randomUUID } from 'node:crypto';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { type Block, Message } from 'slack-blocks-to-jsx';
import { escapeHtml, liftLiteralTexts } from './literal-texts.ts';
import type { InboxMessage, WhisperedMessage } from './message-store.ts';
import { renderButtons } from './render-buttons.ts';

/** The library's root id, which its style sheet asks for: it stands once, around all messages. */
export const rendererId = 'slack_blocks_to_jsx';

/** A message with its replies, oldest first, as HTML in the look of Slack. */
export function renderThread(message: InboxMessage, replies: readonly InboxMessage[]): string {
  const thread =
    replies.length === 0
      ? ''
      : `<section class="thread"><h3>${replies.length === 1 ? '1 reply' : `${replies.length} replies`}</h3>
${replies.map(renderMessage).join('\n')}</section>`;
  return `<article>${renderMessage(message)}${thread}</article>`;
}

function renderMessage(message: InboxMessage): string {
  const at = new Date(Number(message.ts) * 1000);
  return `<div class="message">
<img src="/logo.svg" width="36" height="36" alt="">
<div class="body"><header><b>Knockwatch</b> <span class="app">APP</span> <time datetime="${at.toISOString()}">${clock(at)}</time>
<span class="channel">${escapeHtml(channelName(message.channel))}</span></header>
${renderParts(message)}${renderEdit(message)}</div></div>`;
}

/** What only who looks is shown, with a button that takes it away. */
export const renderWhisper = (message: WhisperedMessage): string =>
  `<div class="whisper"><p class="only-you">Only visible to you <button type="button" data-dismiss>Dismiss</button></p>${renderParts({ ...message, channelId: '' })}</div>`;

/** The library draws buttons without what a press of them tells: they are drawn here, where they stand. */
function renderParts({ blocks, text, channelId }: WhisperedMessage & Pick<InboxMessage, 'channelId'>): string {
  if (blocks.length === 0) return `<p>${escapeHtml(text)}</p>`;
  const at = blocks.findIndex(isActions);
  if (at < 0) return renderBlocks(blocks);
  const [before, after] = [blocks.slice(0, at), blocks.slice(at + 1)];
  return `${renderBlocks(before)}${renderButtons(blocks[at], channelId)}${after.length === 0 ? '' : renderBlocks(after)}`;
}

const isActions = (block: unknown): boolean =>
  typeof block === 'object' && block !== null && 'type' in block && block.type === 'actions';

function renderBlocks(blocks: readonly unknown[]): string {
  const literal = liftLiteralTexts(blocks, `kw${randomUUID().replaceAll('-', '')}`);
  // The inbox shows whatever was posted; what the library does not know it leaves out.
  const element = createElement(Message, {
    blocks: [...literal.blocks] as Block[],
    name: '',
    logo: '',
    theme: 'light',
    withoutWrapper: true,
  });
  return literal.restore(renderToStaticMarkup(element)).replaceAll(` id="${rendererId}"`, '');
}

function renderEdit({ edits, editedAtMs }: InboxMessage): string {
  if (editedAtMs === null) return '';
  const at = new Date(editedAtMs);
  const times = edits === 1 ? '' : `, ${edits} times`;
  return `<p class="edited">(edited${times}, last <time datetime="${at.toISOString()}">${clock(at)}</time>)</p>`;
}

function channelName(channel: string): string {
  return /^[#CGD]/.test(channel) ? channel : `#${channel}`;
}

/** Hours, minutes and seconds, UTC; the page's script puts the reader's own time in its place. */
function clock(at: Date): string {
  return at.toISOString().slice(11, 19);
}
