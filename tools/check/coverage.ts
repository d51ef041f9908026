/** Reads coverage in the LCOV format. @module */

/** How much of one file the tests ran. */
export interface FileCoverage {
  /** The path as it stands in the report. */
  readonly path: string;
  /** Lines that can run. */
  readonly lines: number;
  /** Lines that did run. */
  readonly hit: number;
}

/** The files of an LCOV report. */
export function readLcov(lcov: string): FileCoverage[] {
  return lcov.split("end_of_record").flatMap((record) => {
    const path = /^SF:(.+)$/m.exec(record)?.[1];
    if (path === undefined) return [];
    const counts = [...record.matchAll(/^DA:\d+,(\d+)/gm)].map((line) => Number(line[1]));
    return [{ path, lines: counts.length, hit: counts.filter((count) => count > 0).length }];
  });
}

/** Covered lines in percent, over all files; a report without lines is not covered at all. */
export function percent(files: readonly FileCoverage[]): number {
  const lines = files.reduce((sum, file) => sum + file.lines, 0);
  const hit = files.reduce((sum, file) => sum + file.hit, 0);
  return lines === 0 ? 0 : 100 * hit / lines;
}

/** Whether a module does something at run time, and is not types and re-exports alone. */
export function runs(source: string): boolean {
  return /^(?:export\s+)?(?:async\s+)?(?:function|const|let|class|enum)\b/m.test(source);
}
