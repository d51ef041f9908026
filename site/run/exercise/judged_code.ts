/**
 * Which lines of a stack are code under judgement, in a page: there the library is bundled, and every file of a
 * reader is a module with an address of its own. It stands in the place of `lib/grade/judged_code.ts`.
 *
 * @module
 */

/** The readers' files by the addresses of their modules, for as long as the worker lives. */
const files = new Map<string, string>();

/** Says which file the module at an address is. */
export function nameJudged(address: string, file: string): void {
  files.set(address, file);
}

/** The name of a file under judgement, by what stands before the line of a frame; nothing if it is none. */
export function judgedFile(place: string): string | undefined {
  const address = /blob:[^\s()]+$/.exec(place)?.[0];
  return address === undefined ? undefined : files.get(address);
}

/** Text in which addresses of such modules are the names of their files. */
export function inFiles(text: string): string {
  return [...files].reduce((words, [address, file]) => words.replaceAll(address, file), text);
}
