/** Preloaded into a process: as it ends it writes what it took, as JSON, to the file that `USAGE_FILE` names. */
import { writeFileSync } from 'node:fs';

const startedMs = performance.now();

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const usage = { peakBytes: maxRSS * 1024, cpuMs: (userCPUTime + systemCPUTime) / 1000, ms: performance.now() - startedMs };
  writeFileSync(process.env['USAGE_FILE'] ?? '', JSON.stringify(usage));
});
