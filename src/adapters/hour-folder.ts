/** The part of a blob's path that names its hour: `2026112123` gives `y=2026/m=11/d=21/h=23/`. */
export function hourFolder(hour: string): string {
  const [, year, month, day, hourOfDay] = /^(\d{4})(\d\d)(\d\d)(\d\d)$/.exec(hour) ?? [];
  if (year === undefined) throw new RangeError(`Cannot name the folder of hour ${hour}: expected yyyymmddhh`);
  return `y=${year}/m=${month}/d=${day}/h=${hourOfDay}/`;
}
