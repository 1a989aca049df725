import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe-core finds serious or critical on a page: `color-contrast (serious): .badge, .small`. */
export async function seriousFindings(page: Page): Promise<readonly string[]> {
  // By the debugger, since the page's policy lets no script in.
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run({resultTypes: ["violations"]})')) as axe.AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
