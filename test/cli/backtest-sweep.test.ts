import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseSweep } from '../../src/cli/backtest/parse-sweep.ts';
import { numberSetting } from '../../src/config/number-setting.ts';
import { defaultDetectionSettings } from '../../src/config/parse-detection-settings.ts';
import { Failure } from '../../src/model/failure.ts';

describe('parseSweep()', () => {
  const sweeps = [
    ['targeted.low=30..70', [30, 35, 40, 45, 50, 55, 60, 65, 70]],
    ['targeted.low=30..70:20', [30, 50, 70]],
    ['targeted.low=30..69:20', [30, 50]],
    ['budget.perDay=0..3', [0, 1, 2, 3]],
    ['campaign.times=2..3:0.25', [2, 2.25, 2.5, 2.75, 3]],
    ['campaign.times=1.5..2.3', [1.5, 1.6, 1.7, 1.8, 1.9, 2, 2.1, 2.2, 2.3]],
    ['budget.perDay=9,3,3', [3, 9]],
    ['budget.perDay=4', [4]],
  ] as const;
  for (const [text, values] of sweeps) {
    it(`takes ${text} as ${values.join(', ')}`, () => {
      assert.deepEqual(parseSweep(text), { setting: text.slice(0, text.indexOf('=')), values });
    });
  }

  for (const text of ['', 'targeted.low', '=3', 'a=', 'a=x', 'a=1..', 'a=7..3', 'a=1..3:0', 'a=1,,2', 'a=1..1000000:1']) {
    it(`refuses "${text}" and says what was expected`, () => {
      assert.throws(
        () => parseSweep(text),
        (error) => error instanceof Failure && error.code === 'settings-invalid' && error.message.includes(`--sweep ${text}: `),
      );
    });
  }
});

describe('numberSetting()', () => {
  const text = `watchedPorts: [22, {port: 3389, weight: 9}, 161/udp]
thresholds: [{name: sweep, count: 10, within: 1h}]
targets: [{name: shop, match: 10.0.0.4}]
`;
  const known = [
    ['targeted.low', 45],
    ['budget.perDay', 5],
    ['campaign.times', 3],
    ['thresholds.sweep.count', 10],
    ['watchedPorts.3389.weight', 9],
    ['watchedPorts.22.weight', 5],
    ['watchedPorts.161/udp.weight', 5],
    ['targets.shop.criticality', 1],
  ] as const;
  for (const [name, value] of known)
    it(`finds ${name}, which is ${value}`, () => assert.equal(numberSetting(text, name).value, value));

  it('gives the settings with another value and all else as it was', () => {
    const changed = numberSetting('', 'budget.perDay').with(9);
    assert.ok(changed.kind === 'valid');
    const { version, ...settings } = changed.settings;
    const { version: usual, ...rest } = defaultDetectionSettings;
    assert.deepEqual(settings, { ...rest, budget: { ...rest.budget, perDay: 9 } });
    assert.notEqual(version, usual);
  });

  it('gives the very settings of the file with the value of the file', () => {
    const changed = numberSetting('', 'budget.perDay').with(5);
    assert.deepEqual(changed, { kind: 'valid', settings: defaultDetectionSettings });
  });

  it('takes the other scores along where one is moved past them', () => {
    const scores = (name: string, value: number) => {
      const changed = numberSetting('', name).with(value);
      return changed.kind === 'valid' ? changed.settings.bounds.targeted : changed.problem;
    };
    assert.deepEqual(scores('targeted.low', 70), { low: 70, medium: 70, high: 80 });
    assert.deepEqual(scores('targeted.low', 90), { low: 90, medium: 90, high: 90 });
    assert.deepEqual(scores('targeted.high', 50), { low: 45, medium: 50, high: 50 });
  });

  it('says why a value is not valid', () => {
    const changed = numberSetting('', 'budget.perDay').with(1.5);
    assert.deepEqual(changed, { kind: 'invalid', problem: 'is 1.5, expected a whole number of messages from 0 to 1000' });
  });

  const unknown = [
    ['targetd.low', /did you mean targeted\?$/],
    ['targeted.lowe', /did you mean low\?$/],
    ['thresholds.sweap.count', /did you mean sweep\?$/],
    ['targeted', /is no number; within it are targeted\.low, targeted\.medium, targeted\.high$/],
    ['slack.channel', /is no number$/],
    ['budget.perDay.more', /nothing there is a number$/],
  ] as const;
  for (const [name, message] of unknown) {
    it(`refuses ${name}`, () => assert.throws(() => numberSetting(text, name), message));
  }
});
