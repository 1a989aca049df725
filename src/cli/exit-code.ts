/** What the process tells its caller. */
export const exitCode = {
  ok: 0,
  /** Something was rejected, or settings have problems; the rest was done. */
  problems: 1,
  /** Something cannot be read, or the command was not understood. */
  cannot: 2,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
