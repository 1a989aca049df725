import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { type Inbox, serveInbox } from '../../src/local/inbox/serve-inbox.ts';
import { composeMessage } from '../../src/message/compose-message.ts';
import { seriousFindings } from '../support/check-accessibility.ts';
import { openChromium, skipWithoutChromium, visit } from '../support/chromium.ts';
import { exampleStatus as status } from '../support/live-status.ts';
import { messageExamples } from '../support/message-examples.ts';
import { buttonMessages } from '../support/messages/button-messages.ts';

/** Posts a message as the app does. */
async function post({ slackApiUrl }: Inbox, name: string): Promise<void> {
  const input = messageExamples[name] ?? buttonMessages[name];
  assert.ok(input !== undefined, name);
  const { text, blocks } = composeMessage(input);
  const body = new URLSearchParams({ channel: '#alerts', text, blocks: JSON.stringify(blocks) });
  const answer = await fetch(`${slackApiUrl}chat.postMessage`, {
    method: 'POST',
    body,
    headers: { authorization: 'Bearer xoxb-test' },
  });
  assert.equal(((await answer.json()) as { readonly ok: boolean }).ok, true);
}

describe('the inbox page in a browser', { skip: skipWithoutChromium }, () => {
  let browser: Browser;
  let inbox: Inbox;
  before(async () => {
    inbox = await serveInbox({ port: 0, token: 'xoxb-test', status, now: () => 1_790_000_000_000 });
    browser = await openChromium();
    for (const name of ['breakthrough-answered', 'targeted-source']) await post(inbox, name);
  });
  after(async () => {
    await browser.close();
    await inbox.close();
  });

  it('shows the messages and the numbers without a complaint, and asks this machine alone', async () => {
    const { page, complaints, requests } = await visit(browser, inbox.address);
    assert.equal(await page.locator('article').count(), 2);
    assert.match(await page.locator('#numbers').innerText(), /Counted\n990/);
    assert.equal(await page.getByRole('link', { name: 'The day as a page' }).getAttribute('href'), status.reportUrl);
    assert.deepEqual(complaints, []);
    assert.deepEqual(
      requests.filter((address) => !address.startsWith(inbox.address)),
      [],
    );
  });

  it('shows a message as soon as it is posted', async () => {
    const { page } = await visit(browser, inbox.address);
    await page.locator('#connection[data-state=live]').waitFor();
    const before = await page.locator('article').count();
    await post(inbox, 'campaign');
    await page.locator(`article >> nth=${before}`).waitFor();
    assert.match(await page.locator('#news').innerText(), /crowd/);
  });

  it('tells the app of a pressed button, and shows what it whispers', async () => {
    const { page, complaints } = await visit(browser, inbox.address);
    await page.locator('#connection[data-state=live]').waitFor();
    await post(inbox, 'buttons-breakthrough');
    const presses: unknown[] = [];
    inbox.onPress(async (press) => {
      presses.push(press);
      const text = 'If you know who this is';
      const body = new URLSearchParams({ channel: press.channelId, user: 'U000000001', text, blocks: '[]' });
      await fetch(`${inbox.slackApiUrl}chat.postEphemeral`, {
        method: 'POST',
        body,
        headers: { authorization: 'Bearer xoxb-test' },
      });
      return 200;
    });
    await page.getByRole('button', { name: 'Expected source' }).click();
    await page.locator('#whisper', { hasText: 'If you know who this is' }).waitFor();
    assert.deepEqual(presses, [{ action: 'expected-source', value: 'kw-4f2a', channelId: 'C000000001' }]);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    assert.equal(await page.locator('#whisper').innerText(), '');
    assert.deepEqual(complaints, []);
  });

  it('shows the same without its script', async () => {
    const { page } = await visit(browser, inbox.address, { javaScriptEnabled: false });
    assert.ok((await page.locator('article').count()) >= 2);
  });

  it('fits a phone', async () => {
    const { page } = await visit(browser, inbox.address, { viewport: { width: 390, height: 844 }, isMobile: true });
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 390);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has no serious finding of axe-core, ${colorScheme}`, async () => {
      const { page } = await visit(browser, inbox.address, { colorScheme });
      assert.deepEqual(await seriousFindings(page), []);
    });
  }
});
