import { escapeHtml } from './literal-texts.ts';
import type { LiveStatus } from './live-status.ts';
import type { InboxMessage } from './message-store.ts';
import { rendererId, renderThread } from './render-message.ts';
import { renderDoing, renderNumbers } from './render-status.ts';

/** The inbox as a whole page, complete without its script, which only keeps it up to date. */
export function renderPage(messages: readonly InboxMessage[], status: LiveStatus): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Knockwatch inbox</title>
<link rel="icon" href="/logo.svg" type="image/svg+xml">
<link rel="stylesheet" href="/blocks.css">
<link rel="stylesheet" href="/blocks-dark.css" media="(prefers-color-scheme: dark)">
<link rel="stylesheet" href="/inbox.css">
<script src="/inbox.js" type="module"></script>
<noscript><meta http-equiv="refresh" content="5"></noscript>
</head>
<body>
<a class="skip" href="#messages-title">Skip to the messages</a>
<header class="top">
<img src="/logo.svg" width="32" height="32" alt="">
<div><h1>Knockwatch inbox</h1>
<p>What Slack would show, from the embedded run on this machine.</p></div>
<p class="connection" id="connection" role="status"></p>
</header>
<main>
<section class="status" aria-label="What is happening now">
<p id="doing" class="doing">${renderDoing(status)}</p>
<div id="numbers" class="numbers">${renderNumbers(status)}</div>
</section>
<section aria-labelledby="messages-title">
<h2 id="messages-title">Messages</h2>
<div id="whisper" role="status"></div>
<div id="${rendererId}">${renderMessages(messages)}</div>
</section>
</main>
<p id="news" class="unseen" aria-live="polite"></p>
<footer>Countries by <a href="https://db-ip.com" rel="noreferrer">DB-IP</a> (CC BY 4.0). Nothing on this page leaves this machine.</footer>
</body>
</html>
`;
}

/** Messages with their threads, newest first, as HTML. */
export function renderMessages(messages: readonly InboxMessage[]): string {
  const posts = messages.filter(({ threadTs }) => threadTs === null);
  if (posts.length === 0) return `<p class="empty">${escapeHtml(nothingYet)}</p>`;
  const repliesTo = Map.groupBy(messages, ({ channelId, threadTs }) => `${channelId} ${threadTs}`);
  return posts
    .toReversed()
    .map((post) => renderThread(post, repliesTo.get(`${post.channelId} ${post.ts}`) ?? []))
    .join('\n');
}

const nothingYet =
  'Nothing to tell yet. Being knocked at is not news: every attempt is counted, and a message comes when somebody gets in.';
