import type { MessageInput, ToldIncident } from '../../model/message-input.ts';
import type { ButtonAction } from '../../model/pressed-button.ts';
import { type ActionsBlock, actionsBlock } from '../slack-blocks.ts';
import { canBeExpected } from './expected-entries.ts';

const labels: Readonly<Record<ButtonAction, string>> = {
  acknowledge: 'Acknowledge',
  'snooze-1h': 'Snooze 1 h',
  'snooze-24h': 'Snooze 24 h',
  'snooze-7d': 'Snooze 7 d',
  'expected-source': 'Expected source',
  'tell-again': 'Tell again',
};

const silencing: readonly ButtonAction[] = ['acknowledge', 'snooze-1h', 'snooze-24h', 'snooze-7d'];

/** The buttons that fit what a message tells of and what was said of it; each names the incident that carries the message, nothing else. */
export function buttonsBlock({ carrierId }: Pick<MessageInput, 'carrierId'>, open: readonly ToldIncident[]): ActionsBlock {
  return actionsBlock(actionsFor(open).map((action) => ({ action, text: labels[action], value: carrierId })));
}

function actionsFor(open: readonly ToldIncident[]): readonly ButtonAction[] {
  if (open.every(({ silence }) => silence !== null)) return ['tell-again'];
  return open.some(({ finding }) => canBeExpected(finding)) ? [...silencing, 'expected-source'] : silencing;
}
