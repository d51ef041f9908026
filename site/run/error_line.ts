/** Where code cannot be read, by a parser that goes on after what it does not understand. @module */

import { parser } from "@lezer/javascript";

const typescript = parser.configure({ dialect: "ts" });

/**
 * The first line from `from` on in which TypeScript seems to be none; `from` itself where all seems to be. A parser
 * that tries several readings of a function names its first line when none of them fits: this one tells the place
 * within. It does not know all of TypeScript, so it is asked only about what another could not read.
 */
export function errorLine(source: string, from: number): number {
  const start = source.split("\n").slice(0, from - 1).join("\n").length;
  let at: number | undefined;
  typescript.parse(source).iterate({
    from: start,
    enter({ type, from: place }) {
      if (type.isError && place >= start) at ??= place;
      return at === undefined;
    },
  });
  return at === undefined ? from : source.slice(0, at).split("\n").length;
}
