import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { usualText } from '../../src/report/html/compared-text.ts';

describe('usualText()', () => {
  it('shows the half of a median only where it says something', () => {
    const texts = [null, 0, 12.5, 702, 41_588.5].map((usual) => usualText({ now: 1, usual, change: null }));
    assert.deepEqual(texts, ['–', '0', '12.5', '702', '41,589']);
  });
});
