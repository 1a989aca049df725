/** Settings by name, as a process gets them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of this process; nothing else reads it. */
export const processEnvironment = (): Environment => process.env;
