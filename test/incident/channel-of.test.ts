import assert from 'node:assert/strict';
import { test } from 'node:test';
import { channelOf } from '../../src/incident/channel-of.ts';
import { channelFor } from '../../src/message/address-message.ts';
import type { Severity } from '../../src/model/finding-kind.ts';
import { settingsWith } from '../support/facts-builder.ts';
import { everyKind } from '../support/message-examples.ts';

const severities: readonly Severity[] = ['ops', 'low', 'medium', 'high', 'critical'];

test('channelOf() counts a message in the channel that it is addressed to, whatever is found and set', () => {
  const own = { channel: '#all', criticalChannel: '#critical', opsChannel: '#ops', mention: {}, mayAct: [] };
  for (const slack of [own, { ...own, criticalChannel: '', opsChannel: '' }]) {
    for (const { finding } of everyKind.map((example) => example.finding)) {
      for (const severity of severities) {
        assert.equal(channelOf({ finding, severity }, settingsWith({ slack })), channelFor(finding, severity, slack));
      }
    }
  }
});
