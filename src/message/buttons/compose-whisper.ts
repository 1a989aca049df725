import type { Whisper } from '../../model/notification.ts';
import { cleanText, escapeText } from '../clean-text.ts';
import { preformatted, type RichTextBlock, richText, section, textElement } from '../slack-blocks.ts';
import type { ExpectedEntry } from './expected-entries.ts';
import { expectedSnippet } from './expected-snippet.ts';

/** What whoever pressed a button is told, where the message itself does not show it. */
export type Answer =
  /** The settings that make sources expected; `settingsSource` is the file or blob they belong into. */
  | { readonly kind: 'expected-source'; readonly entries: readonly ExpectedEntry[]; readonly settingsSource: string }
  | { readonly kind: 'not-allowed' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'over' }
  | { readonly kind: 'failed' };

const sourceCharacters = 200;

/** Composes an answer for one person alone. */
export function composeWhisper(answer: Answer, { userId, channelId }: Pick<Whisper, 'userId' | 'channelId'>): Whisper {
  const { text, block } = answer.kind === 'expected-source' ? expectedParts(answer) : plainParts(answer.kind, userId);
  return { channelId, userId, text: escapeText(text), blocks: [block] };
}

interface WhisperParts {
  readonly text: string;
  readonly block: RichTextBlock;
}

function plainParts(kind: Exclude<Answer['kind'], 'expected-source'>, userId: string): WhisperParts {
  const text = sentences[kind].replace('{user}', userId);
  return { text, block: richText(section(textElement(text))) };
}

const sentences: Readonly<Record<Exclude<Answer['kind'], 'expected-source'>, string>> = {
  'not-allowed':
    'Nothing was changed: you are not among those who may press these buttons. Whoever looks after Knockwatch can add {user} to slack.mayAct in its settings.',
  gone: 'Nothing was changed: this incident was over long ago and is no longer kept. If it happens again, a new message tells it.',
  over: 'Nothing was changed: this is over already. If it comes back, you are told.',
  failed: 'That did not work: Knockwatch cannot reach its own storage at the moment. Please press the button again in a minute.',
};

function expectedParts({ entries, settingsSource }: Extract<Answer, { kind: 'expected-source' }>): WhisperParts {
  const place = cleanText(settingsSource, sourceCharacters);
  if (entries.length === 0) {
    const text = 'There is nobody to be expected here: what this message tells does not depend on who came.';
    return { text, block: richText(section(textElement(text))) };
  }
  const lead = `If you know who this is, add this to ${place}; from then on they are expected there, and only there:`;
  const after =
    'Where the file has a list expectedSources already, add only what stands below the first line. Change the label to what messages are to call them. Knockwatch reads the file again by itself.';
  const block = richText(section(textElement(lead)), preformatted(expectedSnippet(entries)), section(textElement(after)));
  return { text: lead.replace(/:$/, '.'), block };
}
