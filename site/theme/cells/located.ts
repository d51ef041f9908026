/** Where in a cell it cannot be read, told as exercises tell it of a file. @module */

import type { Trouble } from "../../run/messages.ts";

/** The same with its place within and with the line itself; the parser is the editor's, which is here already. */
export async function located(trouble: Trouble, source: string): Promise<Trouble> {
  const { errorLine } = await import("./editor.ts");
  const line = errorLine(source, trouble.line ?? 1);
  const excerpt = source.split("\n")[line - 1] ?? "";
  return { ...trouble, line, message: `${trouble.message}\n    ${excerpt}` };
}
