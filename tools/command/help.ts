/** `--help`, which every command answers alike. @module */

/** Prints `text` if the command line asks for help, and says whether it did. */
export function helps(args: readonly string[], text: string): boolean {
  const end = args.indexOf("--");
  const options = end < 0 ? args : args.slice(0, end);
  const asked = options.includes("--help") || options.includes("-h");
  if (asked) console.log(text);
  return asked;
}
