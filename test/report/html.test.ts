import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cleanText, html, trusted } from '../../src/report/html/html.ts';
import { hostileText } from '../support/hostile-digest.ts';

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const unescaped = (markup: string): string =>
  markup.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '');

describe('html()', () => {
  it('escapes whatever text is put in, and loses nothing of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { markup } = html`${text}`;
        assert.doesNotMatch(markup, /[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
        assert.equal(unescaped(markup), cleanText(text));
      }),
    );
  });

  it('leaves the markup of its own templates as it is, also in lists, and nothing for null', () => {
    const cells = ['<a>', 2, null, html`<b>3</b>`].map((content) => html`<td>${content}</td>`);
    assert.equal(html`<tr>${cells}</tr>`.markup, '<tr><td>&lt;a&gt;</td><td>2</td><td></td><td><b>3</b></td></tr>');
  });

  it('takes no object for markup that did not say so itself', () => {
    assert.equal(html`${trusted('<hr>')}`.markup, '<hr>');
    assert.doesNotMatch(html`${hostileText}`.markup, /</);
  });
});

describe('cleanText()', () => {
  it('takes away what reorders or hides text, and puts it on one line', () => {
    assert.equal(cleanText('a\u202eb\u200b\nc\u0000d'), 'ab cd');
  });

  it('cuts what is longer than 600 characters', () => {
    assert.equal(cleanText('x'.repeat(5000)), `${'x'.repeat(600)}…`);
  });
});
