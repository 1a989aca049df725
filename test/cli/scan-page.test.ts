import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { runKnockwatch } from '../support/run-knockwatch.ts';
import { writeSmallNetwork } from '../support/small-network.ts';
import { textOfPage } from '../support/text-of-page.ts';

describe('knockwatch scan --html', () => {
  let cwd = '';
  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'knockwatch-'));
    await writeSmallNetwork(cwd);
  });
  after(() => rm(cwd, { recursive: true }));

  it('writes the last day as a page, with the numbers that scan prints', async () => {
    const { code, stdout, stderr } = await runKnockwatch(['scan', '--json', 'logs', '--html', 'day.html'], { cwd });
    assert.equal(code, 1);
    assert.match(stderr, /The page of 2026-11-21 \(UTC\) is in day\.html\n$/);
    const { records, rejected, ports, countries, incidents } = JSON.parse(stdout);
    const page = textOfPage(await readFile(join(cwd, 'day.html'), 'utf8'));
    const watched = ports.filter(({ port }: { readonly port: number }) => port !== 161);
    const denied = watched.reduce((sum: number, port: { readonly denied: number }) => sum + port.denied, 0);
    // 24 of the attacker on 3389 and five of others on 23; one on 161, which is not watched.
    assert.equal(denied, 29);
    assert.match(page, new RegExp(`\nDenied attempts: ${denied}, too few days to compare\n`));
    assert.match(page, new RegExp(`\nRecords: ${records}, ${rejected} rejected\n`));
    assert.match(page, /\nBesides, 1 attempt of 1 source on 1 port that is not watched: 161\/udp snmp \(1\)\.\n/);
    // On watched ports: one of its 25 was on 161.
    assert.deepEqual([countries[0].country, countries[0].denied], ['US', 25]);
    assert.match(page, /United States \| 24 \| 1\n/);
    const breakthrough = incidents.find(({ finding }: { readonly finding: string }) => finding === 'breakthrough');
    assert.ok(page.includes(`told by a message · incident ${breakthrough.id}`));
  });

  it('leads to no other day', async () => {
    assert.doesNotMatch(await readFile(join(cwd, 'day.html'), 'utf8'), /rel="(?:prev|next)"/);
  });

  it('says what is wrong with a place that cannot be written to', async () => {
    const { code, stderr } = await runKnockwatch(['scan', 'logs', '--html', 'missing/day.html'], { cwd });
    assert.equal(code, 2);
    assert.match(stderr, /Cannot write missing\/day\.html: there is no such folder/);
  });
});
