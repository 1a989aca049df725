import { styleText } from 'node:util';
import type { Arguments } from './parse-arguments.ts';
import type { LogSource } from './write/log-source.ts';

/** The first lines: where to look, what happens, how it ends. */
export function welcome(address: string, args: Arguments, source: LogSource | null): string {
  const place = args.slackUrl === null ? 'what Slack would show' : 'numbers; messages go to Slack';
  return `
${styleText('bold', 'Knockwatch, embedded run')}

  Inbox   ${styleText('cyan', address)}  (${place})
  Report  ${styleText('cyan', `${address}report`)}  (the day as a page)

${whatHappens(args, source)
  .map((line) => `  ${line}`)
  .join('\n')}
  Ctrl-C ends it.
`;
}

/** One sentence for the page. */
export function doing(source: LogSource | null): string {
  if (source === null) return 'A real storage account is watched; its flow logs are found by listing them.';
  return `${source.title} Knockwatch counts what the flow logs gain, and speaks up when somebody gets in.`;
}

function whatHappens({ speed, logs, history }: Arguments, source: LogSource | null): readonly string[] {
  if (source === null) return ['A real storage account is watched. Its flow logs are found by listing, every 30 seconds.'];
  const pace = speed === 60 ? 'A minute of them takes a second.' : `Their time runs ${speed} times as fast as real time.`;
  if (logs.length > 0) return [source.title, `${pace} ${howLong(source.spanMs ?? 0, speed)}`.trim()];
  return [
    source.title,
    `Flow logs grow in storage on this machine and are counted as they grow. ${pace}`,
    'Within 20 seconds somebody gets in; the alert follows at the next evaluation.',
    ...(history === 0
      ? []
      : [`${history === 1 ? 'The day' : `The ${history} days`} before are written too, and read in beside it.`]),
  ];
}

/** Said where someone would wait: more than five minutes. */
function howLong(spanMs: number, speed: number): string {
  const minutes = Math.round(spanMs / speed / 60_000);
  if (minutes < 5) return '';
  const time = minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
  return `All of them take ${time}; --speed makes that shorter.`;
}
