/** Keeps the inbox page up to date: the server sends the parts of the page anew whenever they change. */

const messages = document.getElementById('slack_blocks_to_jsx');
const doing = document.getElementById('doing');
const numbers = document.getElementById('numbers');
const connection = document.getElementById('connection');
const news = document.getElementById('news');
const whisper = document.getElementById('whisper');

/** Times are written in UTC; people read them in their own time. */
function showOwnTimes() {
  for (const time of messages.querySelectorAll('time[datetime]')) {
    time.textContent = new Date(time.dateTime).toLocaleTimeString();
  }
}

const live = new EventSource('/live');

live.addEventListener('open', () => {
  connection.textContent = 'live';
  connection.dataset.state = 'live';
});

live.addEventListener('error', () => {
  connection.textContent = 'The run has ended.';
  connection.dataset.state = 'ended';
});

live.addEventListener('doing', ({ data }) => {
  doing.innerHTML = JSON.parse(data);
});

live.addEventListener('numbers', ({ data }) => {
  numbers.innerHTML = JSON.parse(data);
});

live.addEventListener('messages', ({ data }) => {
  messages.innerHTML = JSON.parse(data);
  showOwnTimes();
});

live.addEventListener('news', ({ data }) => {
  news.textContent = JSON.parse(data);
});

live.addEventListener('whisper', ({ data }) => {
  whisper.innerHTML = JSON.parse(data);
  whisper.scrollIntoView({ block: 'nearest' });
});

/** A press goes to the app as Slack would send it; what comes of it is shown by the message itself. */
async function press(button) {
  const { action, value, channel } = button.dataset;
  button.disabled = true;
  try {
    const answer = await fetch('/press', { method: 'POST', body: new URLSearchParams({ action, value, channel }) });
    news.textContent = answer.ok ? `${button.textContent}: done` : await answer.text();
  } catch {
    news.textContent = 'The run has ended.';
  } finally {
    button.disabled = false;
  }
}

document.addEventListener('click', ({ target }) => {
  if (target.matches('button[data-action]')) press(target);
  if (target.matches('button[data-dismiss]')) whisper.replaceChildren();
});

showOwnTimes();
