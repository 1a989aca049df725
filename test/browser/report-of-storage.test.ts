import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { readCounts } from '../../src/cli/read-counts.ts';
import { readDigest } from '../../src/pipeline/read-digest.ts';
import { hoursOfDay } from '../../src/read/hours.ts';
import { pageHeaders, reportPage } from '../../src/report/report-page.ts';
import { openChromium, skipWithoutChromium, visit } from '../support/chromium.ts';
import { digestDay, digestSettings, digestWorld } from '../support/digest-world.ts';
import { servePage } from '../support/serve-page.ts';

const number = (text: string): number => Number(text.split('\n')[0]?.replaceAll(',', ''));

describe('the page of a stored day in a browser', { skip: skipWithoutChromium }, () => {
  let browser: Browser;
  before(async () => {
    browser = await openChromium();
  });
  after(() => browser.close());

  it('shows what `counts` reads from the same storage', async () => {
    const { product, ports } = await digestWorld();
    const counts = await readCounts(product.ports.store, hoursOfDay(digestDay.replaceAll('-', '')));
    const digest = await readDigest(ports, digestSettings, { countryDatabase: null, earlierBudgetMs: 60_000 }, digestDay);
    const site = await servePage(reportPage(digest, { previous: null, next: null }), pageHeaders);
    const { page } = await visit(browser, site.address);
    const watched = counts.ports.filter(({ port, protocol }) =>
      digestSettings.watchedPorts.some((one) => one.port === port && one.protocol === protocol),
    );
    const keyNumbers = (await page.locator('.key-numbers dd').allInnerTexts()).map(number);
    assert.ok(watched.length > 1 && counts.records > 1);
    assert.equal(
      keyNumbers[0],
      watched.reduce((sum, { denied }) => sum + denied, 0),
      'denied attempts',
    );
    assert.equal(keyNumbers[4], counts.records, 'records');
    const cells = async (column: number): Promise<readonly number[]> =>
      (await page.locator(`#attempts > table tbody td:nth-child(${column})`).allInnerTexts()).map(number);
    assert.deepEqual(
      await cells(2),
      watched.map(({ denied }) => denied),
    );
    await site.close();
  });
});
