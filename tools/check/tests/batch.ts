/**
 * A batch of test files as one module. Files that share a process need not each start a runtime and load
 * the library, which takes longer than most of them. Before its tests, each file has one that only tells
 * that it begins.
 *
 * @module
 */

/** A test file of a batch. */
export interface BatchFile {
  /** Its name in the report. */
  readonly name: string;
  /** Its address. */
  readonly address: string;
}

/** The name of the test with which the file at `index` begins; the one after the last tells the end. */
export function beginning(index: number): string {
  return `@ file ${index}`;
}

/** Which file begins with this test; none if it is an ordinary one. */
export function beginningOf(test: string): number | undefined {
  const found = /^@ file (\d+)$/.exec(test);
  return found === null ? undefined : Number(found[1]);
}

/** The name of the test that fails when a file cannot be loaded. */
export const loading = "the file is loaded";

/** The text of the module. The imports are literal: Deno loads what they name without being allowed to read. */
export function batchModule(files: readonly BatchFile[]): string {
  const begin = (i: number) => `Deno.test(${JSON.stringify(beginning(i))}, () => {});\n`;
  const loads = files.map(({ address }, i) =>
    begin(i) + `await load(() => import(${JSON.stringify(address)}));\n`
  );
  return `async function load(file: () => Promise<unknown>) {
  try {
    await file();
  } catch (error) {
    Deno.test(${JSON.stringify(loading)}, () => {
      throw error;
    });
  }
}
${loads.join("")}${begin(files.length)}`;
}
