import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Where Chromium is: what `CHROMIUM_PATH` names, else a usual place; null where there is none. */
const chromiumPath: string | null = process.env['CHROMIUM_PATH'] || usualPlaces.find((path) => existsSync(path)) || null;

/** For `node:test`: browser tests are skipped, and say how to run, where there is no Chromium. */
export const skipWithoutChromium: string | false =
  chromiumPath === null
    ? 'There is no Chromium here: install one (Debian and Ubuntu: apt-get install chromium), or name it by CHROMIUM_PATH.'
    : false;

export const openChromium = (): Promise<Browser> => chromium.launch({ executablePath: chromiumPath ?? '' });

/** A page as it was opened, with what it complained of and what it asked for. */
export interface Visit {
  readonly page: Page;
  /** Errors and warnings of the console, scripts that failed, dialogs that opened. */
  readonly complaints: readonly string[];
  /** Addresses of all requests. */
  readonly requests: readonly string[];
}

/** Opens an address in a window of its own. */
export async function visit(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })).newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(address);
  return { page, complaints, requests };
}
