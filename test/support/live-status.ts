import type { LiveStatus } from '../../src/local/inbox/live-status.ts';

/** What an embedded run shows some minutes after its start. */
export const exampleStatus: LiveStatus = {
  doing: 'A simulated internet knocks on 12 targets.',
  eventNowMs: Date.parse('2026-11-21T10:05:00Z'),
  rate: 60,
  written: { targets: 12, growingBlobs: 12, blobs: 24, records: 50, tuples: 1000, events: 60 },
  history: { step: 'reading', done: 212, hours: 360 },
  counted: {
    records: 49,
    tuples: 990,
    rejected: 0,
    deniedFlows: 700,
    deniedSources: 300,
    ports: [{ label: '23/tcp telnet', flows: 200, sources: 90 }],
  },
  healthUrl: 'http://127.0.0.1:1/api/health',
  reportUrl: 'http://127.0.0.1:1/api/report/today',
};
