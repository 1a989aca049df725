import { parseArgs } from 'node:util';
import { benchDecodeAndCount } from './decode-and-count.ts';

const { values } = parseArgs({
  options: { megabytes: { type: 'string', default: '100' }, json: { type: 'boolean', default: false } },
});
const megabytes = Number(values.megabytes);
const results = [200, 200_000].map((keys) => benchDecodeAndCount(keys, megabytes));

if (values.json) console.log(JSON.stringify({ decodeAndCount: results }));
else {
  console.log(
    `Decode and count, ${megabytes} MB of VNet flow log, against JSON.parse + split giving the same facts (checked), best of several runs`,
  );
  for (const { keys, oursPerSecond, plainPerSecond, ratio, scanToBareLoop } of results) {
    console.log(
      `  ${String(keys).padStart(7)} keys: ${oursPerSecond.toFixed(0).padStart(4)} MB/s, plain ${plainPerSecond.toFixed(0).padStart(3)} MB/s: ${ratio.toFixed(1)} times as fast; the scan alone takes ${scanToBareLoop.toFixed(1)} times a bare loop over the bytes`,
    );
  }
}
