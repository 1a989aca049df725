/** Breaks a line between words where it is wider than so many columns, the rest as far in as it began; null leaves it whole. */
export function wrapWords(line: string, columns: number | null): string {
  if (columns === null || line.length <= columns) return line;
  const indent = /^ */.exec(line)?.[0] ?? '';
  const lines: string[] = [];
  for (const word of line.trim().split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > columns) lines.push(`${indent}${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join('\n');
}

/** At most so many characters, the last of them `…` where some are left out. */
export function cutText(text: string, characters: number): string {
  const all = [...text];
  return all.length <= characters
    ? text
    : `${all
        .slice(0, Math.max(0, characters - 1))
        .join('')
        .trimEnd()}…`;
}
