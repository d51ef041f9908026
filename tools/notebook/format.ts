/**
 * A notebook in house form: formatted by `deno fmt`, and without what changes from run to run or from
 * editor to editor.
 *
 * `deno fmt --check` itself cannot judge a notebook: it misses a line end after the last line of each
 * cell, which it then does not write. So we compare what it writes.
 *
 * @module
 */

import { parseNotebook } from "./read.ts";
import { type Cell, type Notebook, tagsOf } from "./types.ts";
import { formatNotebook } from "./write.ts";

/** What an editor leaves in a cell's metadata that says nothing about the cell. */
const VOLATILE = ["execution", "ExecuteTime", "collapsed", "scrolled", "trusted"];

const METADATA = {
  kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
  language_info: {
    codemirror_mode: "typescript",
    file_extension: ".ts",
    mimetype: "text/x.typescript",
    name: "typescript",
    nbconvert_exporter: "script",
    pygments_lexer: "typescript",
  },
};

/** The notebook in house form. `root` is the folder of the `deno.json` with the rules. */
export async function tidy(notebook: Notebook, root: string): Promise<Notebook> {
  const cells = notebook.cells.map(withoutVolatile);
  const plain: Notebook = { nbformat: 4, nbformat_minor: 5, metadata: METADATA, cells };
  return parseNotebook(await denoFmt(formatNotebook(plain), root), "the formatted notebook");
}

/** Whether the text of a notebook file is in house form, to the byte. */
export async function isTidy(text: string, name: string, root: string): Promise<boolean> {
  return formatNotebook(await tidy(parseNotebook(text, name), root)) === text;
}

function withoutVolatile(cell: Cell): Cell {
  const { jupyter, ...others } = cell.metadata;
  const kept = Object.entries(others).filter(([key]) => !VOLATILE.includes(key));
  const folding = foldingOf(jupyter, tagsOf(cell));
  return { ...cell, metadata: { ...Object.fromEntries(kept), ...folding } };
}

/** What JupyterLab knows of a cell: what tags say is folded, and not what a reader last left so. */
function foldingOf(jupyter: unknown, tags: readonly string[]): Readonly<Record<string, unknown>> {
  const known = typeof jupyter === "object" && jupyter !== null ? jupyter : {};
  const rest = Object.fromEntries(
    Object.entries(known).filter(([key]) => key !== "source_hidden" && key !== "outputs_hidden"),
  );
  const all = {
    ...rest,
    ...(tags.includes("hide-input") && { source_hidden: true }),
    ...(tags.includes("hide-output") && { outputs_hidden: true }),
  };
  return Object.keys(all).length === 0 ? {} : { jupyter: all };
}

/** In letters: what fits the column of a page, in Jupyter and in the book, without scrolling sideways. */
const lineWidth = 80;

async function denoFmt(text: string, root: string): Promise<string> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--quiet", `--line-width=${lineWidth}`, "--ext=ipynb", "-"],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = process.stdin.getWriter();
  // Both at once: with a large notebook, either pipe could fill up while we serve the other.
  const [output] = await Promise.all([
    process.output(),
    writer.write(new TextEncoder().encode(text)).then(() => writer.close()).catch(() => {}),
  ]);
  // A cell that does not parse stays as it is; running it says what is wrong, and where.
  return output.success ? new TextDecoder().decode(output.stdout) : text;
}
