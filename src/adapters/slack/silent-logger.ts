import { type Logger, LogLevel } from '@slack/web-api';

const silent = (): void => {};

/** The client's own log lines hold request bodies and header names: none is written, what matters comes back as an outcome. */
export const silentLogger: Logger = {
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  setLevel: silent,
  getLevel: () => LogLevel.ERROR,
  setName: silent,
};
