import { escapeHtml } from './literal-texts.ts';

interface Button {
  readonly label: string;
  readonly action: string;
  readonly value: string;
}

/** The buttons of an `actions` block; the page's script tells of a press what their data says. */
export function renderButtons(block: unknown, channelId: string): string {
  const buttons = listOf(fieldOf(block, 'elements')).flatMap(buttonOf);
  return `<div class="actions" role="group" aria-label="Actions">${buttons.map((button) => renderButton(button, channelId)).join(' ')}</div>`;
}

const renderButton = ({ label, action, value }: Button, channelId: string): string =>
  `<button type="button" data-action="${escapeHtml(action)}" data-value="${escapeHtml(value)}" data-channel="${escapeHtml(channelId)}">${escapeHtml(label)}</button>`;

function buttonOf(element: unknown): readonly Button[] {
  const [label, action, value] = [
    fieldOf(fieldOf(element, 'text'), 'text'),
    fieldOf(element, 'action_id'),
    fieldOf(element, 'value'),
  ];
  const isButton = typeof label === 'string' && typeof action === 'string' && typeof value === 'string';
  return isButton ? [{ label, action, value }] : [];
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
