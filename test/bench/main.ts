import { parseArgs } from 'node:util';
import { benchDecodeAndCount } from './decode-and-count.ts';
import { runProofs } from './proofs.ts';

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '100' },
    json: { type: 'boolean', default: false },
    // The proofs alone, at full length: `--proofs [--inputs 1000000] [--logs PATH …] [--sequences 10000] [--seed 1] [--every-read 1]`.
    proofs: { type: 'boolean', default: false },
    inputs: { type: 'string', default: '1000000' },
    logs: { type: 'string', multiple: true, default: [] },
    sequences: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    'every-read': { type: 'string', default: '1' },
  },
});
if (values.proofs) {
  await runProofs({
    inputs: Number(values.inputs),
    logs: values.logs,
    sequences: Number(values.sequences),
    seed: Number(values.seed),
    everyRead: Number(values['every-read']),
  });
  process.exit();
}
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
