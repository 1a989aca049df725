import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { tokens } from '../../report/style/tokens.ts';

export interface PageFile {
  readonly type: string;
  readonly body: string;
}

/**
 * The files that the page asks for, by path. Its colours and type are those of the report. The renderer's style sheet comes twice: its dark rules wait for an attribute, so for
 * a dark screen it is given again with those rules set free.
 */
export async function readPageFiles(): Promise<ReadonlyMap<string, PageFile>> {
  const own = (name: string) => readFile(new URL(`./page/${name}`, import.meta.url), 'utf8');
  const blocks = await readFile(fileURLToPath(import.meta.resolve('slack-blocks-to-jsx/dist/style.css')), 'utf8');
  const dark = blocks.replaceAll(':where([data-theme=dark],[data-theme=dark] *)', '');
  return new Map<string, PageFile>([
    ['/inbox.js', { type: 'text/javascript; charset=utf-8', body: await own('inbox.js') }],
    ['/inbox.css', { type: 'text/css; charset=utf-8', body: `${tokens}${await own('inbox.css')}` }],
    ['/logo.svg', { type: 'image/svg+xml', body: await own('logo.svg') }],
    ['/blocks.css', { type: 'text/css; charset=utf-8', body: blocks }],
    ['/blocks-dark.css', { type: 'text/css; charset=utf-8', body: dark }],
  ]);
}
