/** Preloaded into a process: its standard output passes for a terminal of so many columns. */
const columns = Number(process.env['FAKE_TERMINAL_COLUMNS'] ?? 80);
Object.defineProperty(process.stdout, 'isTTY', { value: true });
Object.defineProperty(process.stdout, 'columns', { value: columns });
