import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isFromSlack, type SignedRequest } from '../../../src/adapters/slack/verify-request.ts';
import { signatureHeaders } from '../../support/slack-press.ts';

/** The worked example of Slack's documentation (a slash command; every request is signed alike). */
const documented = {
  secret: '8f742231b10e8888abcd99yyyzzz85a5',
  timestamp: '1531420618',
  signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  body: Buffer.from(
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  ),
} as const;
const sentAtMs = 1_531_420_618_000;
const isTaken = (changes: Partial<SignedRequest> = {}, nowMs: number = sentAtMs, secret: string = documented.secret) =>
  isFromSlack({ ...documented, ...changes }, secret, nowMs);

test('isFromSlack() takes the worked example of the documentation', () => {
  assert.equal(isTaken(), true);
});

test('isFromSlack() takes a request up to 300 s from its own time, before and after, and none that is further', () => {
  for (const seconds of [-300, -299, 0, 299, 300]) assert.equal(isTaken({}, sentAtMs + seconds * 1000), true, `${seconds} s`);
  for (const seconds of [-301, 301, 86_400]) assert.equal(isTaken({}, sentAtMs + seconds * 1000), false, `${seconds} s`);
});

const refused: Readonly<Record<string, Partial<SignedRequest>>> = {
  'no signature': { signature: null },
  'no timestamp': { timestamp: null },
  'an empty signature': { signature: '' },
  'a signature of another length': { signature: `${documented.signature}0` },
  'a signature in capitals': { signature: documented.signature.toUpperCase() },
  'another version of the signature': { signature: documented.signature.replace('v0', 'v1') },
  'a signature with letters of two bytes': { signature: documented.signature.replace('a', 'ä') },
  'another time': { timestamp: '1531420619' },
  'a time with a fraction': { timestamp: '1531420618.0' },
  'a time with a sign': { timestamp: '+1531420618' },
  'a time that is no number': { timestamp: 'NaN' },
  'an endless time': { timestamp: '1'.repeat(400) },
  'another body': { body: Buffer.from(documented.body.toString().replace('roadrunner', 'coyote')) },
  'an empty body': { body: Buffer.alloc(0) },
};

for (const [name, changes] of Object.entries(refused)) {
  test(`isFromSlack() refuses ${name}`, () => assert.equal(isTaken(changes), false));
}

test('isFromSlack() refuses a request that was signed with another secret', () => {
  assert.equal(isTaken({}, sentAtMs, `${documented.secret}x`), false);
});

test('isFromSlack() agrees with another implementation of HMAC for every body, byte by byte', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.string({ minLength: 1, unit: 'binary' }), async (body, secret) => {
      const headers = await signatureHeaders(body, secret, sentAtMs);
      const signature = headers['x-slack-signature'] ?? '';
      const request = { signature, timestamp: headers['x-slack-request-timestamp'] ?? '', body };
      assert.equal(isFromSlack(request, secret, sentAtMs), true);
      const flipped = Uint8Array.from([...body, 0]);
      assert.equal(isFromSlack({ ...request, body: flipped }, secret, sentAtMs), false);
    }),
  );
});
