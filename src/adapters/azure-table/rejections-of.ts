import type { Rejection } from '../../model/rejection.ts';
import { damaged, type Row } from './row.ts';

/** Checks what a row holds as rejections. `@throws` Failure `damaged-row` */
export function rejectionsOf(row: Row, value: unknown): readonly Rejection[] {
  if (!Array.isArray(value) || !value.every(isRejection)) throw damaged(row, 'rejections', 'is no list of rejections');
  return value;
}

function isRejection(value: unknown): value is Rejection {
  if (typeof value !== 'object' || value === null) return false;
  const { unit, reason, detail, offset, length } = value as Record<string, unknown>;
  const texts = [unit, reason, detail].every((text) => typeof text === 'string');
  return texts && Number.isSafeInteger(offset) && Number.isSafeInteger(length);
}
