import { styleText } from 'node:util';
import type { FromHost } from './host/host-messages.ts';
import type { Inbox } from './inbox/serve-inbox.ts';

/** Prints one line. */
export type Say = (line: string) => void;

/** Says lines with the seconds since the start before them. */
export function elapsedSay(print: Say, now: () => number): Say {
  const startedMs = now();
  return (line) => {
    const seconds = Math.floor((now() - startedMs) / 1000);
    const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    print(`${styleText('dim', clock.padStart(6))}  ${line}`);
  };
}

/** Says each new message, not the edits of one, nor the details of a digest. */
export function narrateMessages(inbox: Pick<Inbox, 'onMessage'>, say: Say): void {
  inbox.onMessage(({ text, edits, threadTs, metadata }) => {
    const isDigest = /"digest-\d/.test(JSON.stringify(metadata));
    if (edits > 0 || (isDigest && threadTs !== null)) return;
    if (isDigest) return say(plain(text).replace(/^[^:]*:/, (title) => styleText('bold', title)));
    say(`${styleText('bold', threadTs === null ? 'Alert:' : 'Reply:')} ${plain(text)}`);
  });
}

/** Says what goes wrong in the app: each problem once, however often it happens. */
export function narrateHost(say: Say): (message: Extract<FromHost, { kind: 'log' | 'ran' }>) => void {
  const said = new Set<string>();
  return (message) => {
    const problem = problemOf(message);
    if (problem === null || said.has(problem)) return;
    said.add(problem);
    say(`${styleText('yellow', `Problem in ${message.functionName}:`)} ${plain(problem)}`);
  };
}

function problemOf(message: Extract<FromHost, { kind: 'log' | 'ran' }>): string | null {
  if (message.kind === 'ran') return message.error;
  return message.level === 'error' || message.level === 'critical' ? message.message : null;
}

/** Slack's escapes undone, on one line, without control characters. */
function plain(text: string): string {
  const unescaped = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  return unescaped.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');
}
