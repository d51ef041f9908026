/** The commands that the README prints, as a reader would type them. */

/** The lines of all blocks of shell, without their comments. */
export function commandsIn(markdown: string): string[] {
  return [...markdown.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block]) =>
    block!.split("\n").map((line) => line.replace(/\s+#.*$/, "").trim())
  ).filter((line) => line !== "");
}
