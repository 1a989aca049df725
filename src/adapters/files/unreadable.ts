import { Failure } from '../../model/failure.ts';

const writeProblems: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'a part of the path is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be written',
  EPERM: 'it may not be written',
  EROFS: 'it may not be written',
  ENOSPC: 'the disk is full',
};

const problems: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  ELOOP: 'its links lead in a circle',
};

/** What a file system's error means for a path, in one line. */
export function unreadable(path: string, error: unknown): Failure {
  const code = codeOf(error);
  return new Failure('unreadable-path', `Cannot read ${path}: ${problems[code] ?? (code || 'unknown error')}`, { cause: error });
}

/** The same for what should be written. */
export function unwritable(path: string, error: unknown): Failure {
  const code = codeOf(error);
  return new Failure('unwritable-path', `Cannot write ${path}: ${writeProblems[code] ?? (code || 'unknown error')}`, {
    cause: error,
  });
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');
