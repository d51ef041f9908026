/**
 * Chapters quote the library, and what they quote is read from its source when the chapter runs: a
 * quotation cannot differ from the code that everything else uses.
 *
 * @module
 */

import { display, type Figure } from "../figure/figure.ts";
import { escape } from "../figure/text.ts";

/** How a quotation is shown. */
export interface QuoteOptions {
  /** What stands over code that is folded until one asks for it, since a reader may want to write it first. */
  readonly folded?: string;
}

/**
 * A declaration of the library as a block of code. `path` is the file below `lib/`; `name` is what it
 * declares, or a part of it after dots, as in `server.upon.request`.
 *
 * @example
 * ```ts
 * import { show } from "hb/notebook/show.ts";
 * import { quote } from "hb/notebook/quote.ts";
 *
 * await show(await quote("model/history.ts", "Outcome"));
 * ```
 */
export async function quote(
  path: string,
  name: string,
  options: QuoteOptions = {},
): Promise<Figure> {
  const code = await source(path, name);
  const lines = code.split("\n").length;
  const fence = code.includes("```") ? "~~~~" : "```";
  const block = `${fence}ts\n// lib/${path}\n${code}\n${fence}`;
  const { folded } = options;
  return {
    [display]: () => ({
      "text/markdown": folded === undefined
        ? block
        : `<details><summary>${escape(folded)}</summary>\n\n${block}\n\n</details>`,
      "text/plain": `lib/${path}: ${name}, ${lines} ${lines === 1 ? "line" : "lines"}`,
    }),
  };
}

/**
 * The source of a declaration, without the comment above it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { source } from "hb/notebook/quote.ts";
 *
 * assertEquals(
 *   await source("model/history.ts", "Outcome"),
 *   'export type Outcome = "ok" | "fail" | "unknown";',
 * );
 * ```
 */
export async function source(path: string, name: string): Promise<string> {
  const lines = (await read(path)).split("\n");
  const [first = "", ...parts] = name.split(".");
  let found = declaration(lines, path, first);
  for (const part of parts) found = member(found, path, name, part);
  return found.join("\n");
}

async function read(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(new URL(`../${path}`, import.meta.url));
  } catch (cause) {
    throw new Error(`Cannot quote "${path}" because it must be a file below lib/`, { cause });
  }
}

const opening =
  /^(?:export )?(?:declare )?(?:abstract )?(?:async )?(?:function\*?|const|let|class|interface|type|enum) (\w+)/;

/** The lines from the declaration to the next thing that starts at the margin. */
function declaration(lines: readonly string[], path: string, name: string): string[] {
  const start = lines.findIndex((line) => opening.exec(line)?.[1] === name);
  if (start === -1) {
    const names = lines.flatMap((line) => opening.exec(line)?.[1] ?? []);
    throw new Error(
      `Cannot quote "${name}" because lib/${path} must declare it: it declares ${names.join(", ")}`,
    );
  }
  const length = lines.slice(start + 1).findIndex((line) =>
    opening.test(line) || /^(?:\/[/*]|import |export )/.test(line)
  );
  const end = length === -1 ? lines.length : start + 1 + length;
  return lines.slice(start, end).join("\n").trimEnd().split("\n");
}

/** The lines of one member, moved to the margin. */
function member(lines: readonly string[], path: string, name: string, part: string): string[] {
  const indent = (line: string) => line.length - line.trimStart().length;
  const starts = new RegExp(`^\\s+(?:async )?${part.replace(/\W/g, "\\$&")}[(:?<,]`);
  const start = lines.findIndex((line) => starts.test(line));
  const first = lines[start];
  if (first === undefined) {
    throw new Error(
      `Cannot quote "${name}" because lib/${path} must have a member "${part}" in it: given none`,
    );
  }
  const margin = indent(first);
  const body = [first];
  for (const line of lines.slice(start + 1)) {
    const closing = /^\s*[)}\]]/.test(line);
    if (line.trim() !== "" && (indent(line) < margin || (indent(line) === margin && !closing))) {
      break;
    }
    body.push(line);
  }
  return body.map((line) => line.slice(margin)).join("\n").trimEnd().replace(/,$/, "").split("\n");
}
