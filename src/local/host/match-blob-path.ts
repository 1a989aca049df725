/**
 * Matches a blob with a trigger's path such as `container/{name}`: the container exactly, parameters over slashes, all case-sensitive.
 *
 * @returns the parameters, or null where the blob does not match.
 * @throws Error for a parameter that is no identifier (`{*name}` is HTTP syntax): with it Azure would not index the function.
 */
export function matchBlobPath(pattern: string, container: string, path: string): Readonly<Record<string, string>> | null {
  const expression = pattern
    .split(/\{([^}]*)\}/)
    .map((part, index) => (index % 2 === 0 ? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : `(?<${identifier(part)}>.+)`))
    .join('');
  const match = new RegExp(`^${expression}$`, 'u').exec(`${container}/${path}`);
  return match === null ? null : { ...match.groups };
}

function identifier(name: string): string {
  if (!/^[A-Za-z_]\w*$/.test(name)) throw new Error(`The parameter name '${name}' is invalid.`);
  return name;
}
