import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { suite, test } from 'node:test';
import type { HistoryProgress } from '../../src/local/history/history-progress.ts';
import { openScreen } from '../../src/local/screen.ts';

const reading = (done: number): HistoryProgress => ({ step: done < 360 ? 'reading' : 'read', done, hours: 360 });

/** A stream like standard output, and what was written to it. */
function stream(isTTY: boolean) {
  const out = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY, columns: 100 });
  // What a progress bar asks of a stream beyond writing: https://nodejs.org/api/tty.html#class-ttywritestream
  const text = (): string => String(out.read() ?? '');
  return { out: out as unknown as NodeJS.WriteStream, text };
}

suite('openScreen()', () => {
  test('says every tenth that was read where there is no terminal, and each once', () => {
    const { out, text } = stream(false);
    const screen = openScreen(out);
    const said: string[] = [];
    const say = (line: string) => void said.push(line);
    screen.showHistory({ step: 'writing', done: 200, hours: 360 }, say);
    for (const done of [0, 24, 48, 48, 60, 190, 360, 360]) screen.showHistory(reading(done), say);
    screen.print('done');
    assert.deepEqual(said, [
      'History: 48 of 360 hours read.',
      'History: 190 of 360 hours read.',
      'History: 360 of 360 hours read.',
    ]);
    assert.equal(text(), 'done\n');
  });

  test('shows a bar on a terminal and keeps every line that is printed meanwhile', () => {
    const { out, text } = stream(true);
    const screen = openScreen(out);
    const say = () => assert.fail('a bar says nothing');
    screen.print('before');
    screen.showHistory({ step: 'writing', done: 12, hours: 360 }, say);
    screen.showHistory(reading(212), say);
    screen.print('meanwhile');
    screen.close();
    screen.showHistory(reading(224), say);
    screen.print('after');
    const shown = text();
    assert.match(shown, /History {2}█+░+ {2}212 of 360 hours read/);
    assert.deepEqual(shown.match(/(before|meanwhile|after)\n/g), ['before\n', 'meanwhile\n', 'after\n']);
    assert.doesNotMatch(shown, /224 of/);
  });

  test('takes the bar away once all is read', () => {
    const { out, text } = stream(true);
    const screen = openScreen(out);
    screen.showHistory(reading(24), () => {});
    screen.showHistory(reading(360), () => {});
    text();
    screen.print('next');
    assert.equal(text(), 'next\n');
  });
});
