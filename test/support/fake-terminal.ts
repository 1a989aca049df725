/** Preloaded into a process: its standard output passes for a terminal of so many columns, and where asked its standard error too. */
const columns = Number(process.env['FAKE_TERMINAL_COLUMNS'] ?? 80);
const streams = process.env['FAKE_TERMINAL_ERRORS'] === '1' ? [process.stdout, process.stderr] : [process.stdout];
for (const stream of streams) {
  Object.defineProperty(stream, 'isTTY', { value: true });
  Object.defineProperty(stream, 'columns', { value: columns });
}
