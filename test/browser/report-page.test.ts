import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { pageHeaders, reportPage } from '../../src/report/report-page.ts';
import { seriousFindings } from '../support/check-accessibility.ts';
import { openChromium, skipWithoutChromium, visit } from '../support/chromium.ts';
import { hostileText, withTexts } from '../support/hostile-digest.ts';
import { largeDigest } from '../support/large-digest.ts';
import { makeDigest } from '../support/make-digest.ts';
import { servePage } from '../support/serve-page.ts';

const digest = makeDigest();
const links = { previous: '/report/2026-11-20', next: '/report/2026-11-22' };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const textOf = (page: Page, selector: string): Promise<readonly string[]> => page.locator(selector).allInnerTexts();
const heightOf = async (page: Page, selector: string): Promise<number> =>
  (await page.locator(selector).boundingBox())?.height ?? 0;
const styleOf = (page: Page, selector: string, property: string): Promise<unknown> =>
  page.evaluate(`getComputedStyle(document.querySelector('${selector}')).${property}`);
const number = (text: string | undefined): number => Number((text ?? '').split('\n')[0]?.replaceAll(',', ''));

describe('the report page in a browser', { skip: skipWithoutChromium }, () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof servePage>>;
  before(async () => {
    [browser, site] = await Promise.all([openChromium(), servePage(reportPage(digest, links), pageHeaders)]);
  });
  after(async () => {
    await Promise.all([browser.close(), site.close()]);
  });

  it('renders without a complaint, and asks for nothing but itself', async () => {
    const { page, complaints, requests } = await visit(browser, site.address);
    assert.deepEqual(await textOf(page, 'h1'), ['Saturday, 21 November 2026']);
    assert.deepEqual(complaints, []);
    assert.deepEqual(requests, [site.address]);
  });

  it('does so as a file too', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'knockwatch-page-'));
    const file = join(folder, 'report.html');
    await writeFile(file, reportPage(digest, { previous: null, next: null }));
    const { page, complaints, requests } = await visit(browser, pathToFileURL(file).href);
    assert.equal(await page.title(), 'Saturday, 21 November 2026 · Knockwatch');
    assert.deepEqual([complaints, requests], [[], [pathToFileURL(file).href]]);
    assert.equal(await styleOf(page, '.key-numbers dd', 'fontWeight'), '660');
    await rm(folder, { recursive: true });
  });

  it('shows the numbers of the digest', async () => {
    const { page } = await visit(browser, site.address);
    const [denied, sources, letIn, targets, records] = (await textOf(page, '.key-numbers dd')).map(number);
    const { sums, health } = digest;
    assert.deepEqual([denied, sources, letIn], [sums.denied.now, sums.sources.now, sums.letIn.now]);
    assert.deepEqual([targets, records], [sums.targetsDenied, health.records]);
    const ports = (await textOf(page, '#attempts > table tbody td:nth-child(2)')).map(number);
    assert.deepEqual(
      ports,
      digest.ports.map((port) => port.denied.now),
    );
    const countries = (await textOf(page, '#countries .beside-each-other > :first-child td:nth-child(2)')).map(number);
    assert.deepEqual(
      countries,
      digest.countries.rows.map((country) => country.denied),
    );
  });

  it('keeps its wide numbers behind what a key opens', async () => {
    const { page } = await visit(browser, site.address);
    const table = page.locator('#by-hour table');
    assert.equal(await table.isVisible(), false);
    await page.locator('#by-hour summary').focus();
    await page.keyboard.press('Enter');
    assert.equal(await table.isVisible(), true);
    assert.equal(await page.locator('#by-hour tbody tr').count(), digest.hourly.hours.length);
  });

  it('begins with a link past its head, and shows where the keyboard is', async () => {
    const { page } = await visit(browser, site.address);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Skip to the verdict');
    assert.ok((await heightOf(page, '.skip')) > 20);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Needs action');
    assert.equal(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle'), 'solid');
  });

  it('leads to the days before and after', async () => {
    const { page } = await visit(browser, site.address);
    await page.getByRole('link', { name: '20 Nov' }).first().click();
    assert.equal(new URL(page.url()).pathname, '/report/2026-11-20');
  });

  it('opens on paper what is closed on the screen, and leaves the links out', async () => {
    const { page } = await visit(browser, site.address, { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    assert.ok((await heightOf(page, '#by-hour table')) > 200);
    assert.equal(await page.locator('.contents').isVisible(), false);
    assert.equal(await styleOf(page, 'body', 'backgroundColor'), 'rgb(255, 255, 255)');
    const pages = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    assert.ok(pages >= 2 && pages <= 10, `${pages} pages`);
  });

  it('is not shrunk on paper, however many columns there are', async () => {
    const place = await servePage(reportPage(largeDigest(100, 100), links), pageHeaders);
    // A4 less its margins, at 96 pixels an inch.
    const { page } = await visit(browser, place.address, { viewport: { width: 703, height: 1016 } });
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 703);
    await place.close();
  });

  it('fits a phone: nothing is wider than it, tables stand row under row, charts are drawn for it', async () => {
    const { page, complaints } = await visit(browser, site.address, phone);
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 390);
    assert.equal(await styleOf(page, '#attempts > table tbody tr', 'display'), 'flex');
    assert.deepEqual(
      [await page.locator('#days .wide').isVisible(), await page.locator('#days .narrow').isVisible()],
      [false, true],
    );
    assert.deepEqual(complaints, []);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has no serious finding of axe-core, ${colorScheme}, on a desk and on a phone`, async () => {
      const [desk, small] = await Promise.all([{}, phone].map((size) => visit(browser, site.address, { colorScheme, ...size })));
      for (const { page } of [desk, small].filter((one) => one !== undefined)) {
        await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
        assert.deepEqual(await seriousFindings(page), []);
      }
      assert.equal(
        desk && (await styleOf(desk.page, 'body', 'backgroundColor')),
        colorScheme === 'dark' ? 'rgb(18, 22, 27)' : 'rgb(246, 245, 242)',
      );
    });
  }

  it('runs and loads nothing that comes from outside', async () => {
    const hostile = withTexts(digest, (_, field) => `${field} ${hostileText}`);
    const place = await servePage(reportPage(hostile, links), {});
    const { page, complaints, requests } = await visit(browser, place.address);
    assert.equal(await page.locator('script, img').count(), 0);
    assert.match((await textOf(page, '#needs-action h3'))[0] ?? '', /<script>alert\(1\)<\/script>/);
    assert.deepEqual([complaints, requests], [[], [place.address]]);
    await place.close();
  });
});
