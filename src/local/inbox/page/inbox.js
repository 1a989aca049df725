/** Keeps the inbox page up to date: the server sends the parts of the page anew whenever they change. */

const messages = document.getElementById('slack_blocks_to_jsx');
const doing = document.getElementById('doing');
const numbers = document.getElementById('numbers');
const connection = document.getElementById('connection');
const news = document.getElementById('news');

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

showOwnTimes();
