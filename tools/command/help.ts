/** `--help`, which every command answers alike. @module */

/** Prints `text` if the command line asks for help, and says whether it did. */
export function helps(args: readonly string[], text: string): boolean {
  const asked = args.includes("--help") || args.includes("-h");
  if (asked) console.log(text);
  return asked;
}
