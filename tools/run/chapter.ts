/** Runs one chapter in a kernel of its own. @module */

import { type Kernel, KernelFailure, startKernel } from "../kernel/client.ts";
import { normalise } from "../kernel/output.ts";
import {
  type CodeCell,
  formatNotebook,
  type Notebook,
  readNotebook,
  tidy,
  writeNotebook,
} from "../notebook/mod.ts";
import { codeCells } from "../tangle/module.ts";
import { compareCells, sameMeasurement } from "./compare.ts";
import { locate, repositoryRoot } from "./locate.ts";

/** How to run a chapter. */
export interface RunChapterOptions {
  /** Compare with the committed outputs, and write nothing. */
  readonly check?: boolean;
  /**
   * Write what cells measured this time, although they measured something before. Without it `HB_BRIEF` is set in
   * the environment, and a cell that would measure for long may be brief: the numbers that are there stay.
   */
  readonly measure?: boolean;
  /** How long one cell may take, in ms. */
  readonly limitMs?: number;
  /** Called before each cell: which, counted from 1, of how many. */
  readonly onCell?: (cell: number, cells: number) => void;
  /** The folder of the `deno.json` that the cells' imports and formatting follow. */
  readonly root?: string;
}

/** How a chapter's run ended. */
export type ChapterRun =
  | { readonly outcome: "ran"; readonly cells: number; readonly written: boolean }
  | { readonly outcome: "failed"; readonly words: string };

/** How long one cell may take unless told otherwise, in ms. */
export const LIMIT_MS = 60_000;

/** The first cells fetch what a new machine does not have yet; that is not their fault. */
const FIRST_CELL_LIMIT_MS = 300_000;

/**
 * Runs the notebook at `path` through the kernel. It writes the outputs into the notebook, or, to
 * check, compares them with those that are there. A chapter that fails is a result, not an exception.
 */
export async function runChapter(
  path: string,
  options: RunChapterOptions = {},
): Promise<ChapterRun> {
  try {
    const committed = await readNotebook(path);
    const root = options.root ?? repositoryRoot;
    const source = options.check ? committed : await tidyFile(path, committed, root);
    const folder = path.replace(/[\\/]?[^\\/]*$/, "") || ".";
    const ran = await execute(source, folder, options);
    if ("outcome" in ran) return ran;
    const cells = codeCells(ran).length;
    if (!options.check) {
      const result = options.measure ? ran : withEarlierMeasurements(source, ran);
      const written = formatNotebook(result) !== formatNotebook(source);
      if (written) await writeNotebook(path, result);
      return { outcome: "ran", cells, written };
    }
    const difference = compareCells(codeCells(committed), codeCells(ran));
    if (difference === undefined) return { outcome: "ran", cells, written: false };
    return failed(difference.cell, difference.id, difference.words);
  } catch (error) {
    return { outcome: "failed", words: error instanceof Error ? error.message : String(error) };
  }
}

/** Timings differ from run to run, and say nothing new as long as their cell and their form are the same. */
function withEarlierMeasurements(before: Notebook, ran: Notebook): Notebook {
  const earlier = new Map(codeCells(before).map((cell) => [cell.id, cell]));
  const cells = ran.cells.map((cell) => {
    const known = earlier.get(cell.id);
    if (cell.cell_type !== "code" || known === undefined) return cell;
    return sameMeasurement(known, cell) ? { ...cell, outputs: known.outputs } : cell;
  });
  return { ...ran, cells };
}

/** Formats the file before it runs: the lines that an error names are then those that its author sees. */
async function tidyFile(path: string, committed: Notebook, root: string): Promise<Notebook> {
  const source = await tidy(committed, root);
  if (formatNotebook(source) !== await Deno.readTextFile(path)) await writeNotebook(path, source);
  return source;
}

function failed(cell: number, id: string, words: string): ChapterRun {
  return { outcome: "failed", words: `cell [${cell}] (${id}): ${words}` };
}

/** The notebook with the outputs of this run, or how it failed. */
async function execute(
  notebook: Notebook,
  folder: string,
  options: RunChapterOptions,
): Promise<Notebook | ChapterRun> {
  const codes = codeCells(notebook);
  const executed = new Map<string, CodeCell>();
  // Numbers that nobody keeps need not be those of a long run.
  const kernel = await startKernel(folder, options.measure ? {} : { HB_BRIEF: "1" });
  try {
    for (const [i, cell] of codes.entries()) {
      options.onCell?.(i + 1, codes.length);
      const result = await executeCell(kernel, cell, i + 1, limitFor(i, options));
      if ("outcome" in result) return result;
      executed.set(cell.id, result);
    }
  } finally {
    await kernel.close();
  }
  const cells = notebook.cells.map((cell) =>
    executed.get(cell.id) ??
      (cell.cell_type === "code" ? { ...cell, execution_count: null, outputs: [] } : cell)
  );
  return { ...notebook, cells };
}

function limitFor(index: number, { limitMs }: RunChapterOptions): number {
  return limitMs ?? (index === 0 ? FIRST_CELL_LIMIT_MS : LIMIT_MS);
}

async function executeCell(
  kernel: Kernel,
  cell: CodeCell,
  number: number,
  limitMs: number,
): Promise<CodeCell | ChapterRun> {
  try {
    const { executionCount, outputs, thrown } = await kernel.execute(cell.source, limitMs);
    if (thrown === undefined) {
      return { ...cell, execution_count: executionCount, outputs: normalise(outputs) };
    }
    const { message, line } = await locate(cell.source, thrown);
    if (line === undefined) return failed(number, cell.id, message);
    const text = cell.source.split("\n")[line - 1]?.trim() ?? "";
    return failed(number, cell.id, `line ${line}, \`${text}\`: ${message}`);
  } catch (error) {
    if (error instanceof KernelFailure) return failed(number, cell.id, error.message);
    throw error;
  }
}
