import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseSettingsJson } from '../../src/config/parse-settings-json.ts';

describe('parseSettingsJson()', () => {
  const expected = { DELIVERY: 'log', KNOCKWATCH_RETENTION_DAYS: '31' };

  it('reads local.settings.json', () => {
    const text = JSON.stringify({ IsEncrypted: false, Values: { DELIVERY: 'log', KNOCKWATCH_RETENTION_DAYS: 31 } });
    assert.deepEqual(parseSettingsJson(`\uFEFF${text}`, 'f'), expected);
  });

  it('reads a list of names and values, and a plain object', () => {
    const list = Object.entries(expected).map(([name, value]) => ({ name, slotSetting: false, value }));
    assert.deepEqual(parseSettingsJson(JSON.stringify(list), 'f'), expected);
    assert.deepEqual(parseSettingsJson(JSON.stringify(expected), 'f'), expected);
  });

  it('says what is wrong with any other, and repeats nothing of it', () => {
    for (const text of ['DELIVERY=secret', '"secret"', '{"a":{"b":"secret"}}', '["secret"]', 'null']) {
      assert.throws(() => parseSettingsJson(text, 'app.json'), {
        code: 'settings-invalid',
        message: /^Cannot take app settings from app\.json: [^s]*it is (?!.*secret)/,
      });
    }
  });
});
