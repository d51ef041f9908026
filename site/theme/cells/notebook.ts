/** The chapter as a notebook, with the reader's cells and what they have shown. @module */

import { runtimeHome } from "../runtime_home.ts";
import type { CellView } from "./cell_view.ts";

/** A cell of a notebook, as far as it is changed here. */
interface CodeCell {
  readonly id: string;
  readonly cell_type: string;
  source: unknown;
  outputs?: unknown;
}

/** The text of the notebook; rejects if that of the book cannot be fetched. */
export async function notebookOf(
  chapter: string,
  views: readonly CellView[],
): Promise<string> {
  const address = `${runtimeHome()}/notebooks/${chapter}.ipynb`;
  const response = await fetch(address);
  if (!response.ok) {
    throw new Error(`${address} is not there: ${response.status}`);
  }
  const notebook: { cells: CodeCell[] } = await response.json();
  const byId = new Map(views.map((view) => [view.id, view]));
  for (const cell of notebook.cells) {
    const view = byId.get(cell.id);
    if (view === undefined || view.standing() === "kept") continue;
    cell.source = lines(view.source);
    cell.outputs = view.outputs;
  }
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

/** Text as nbformat keeps it. */
function lines(text: string): string[] {
  return text.split(/(?<=\n)/);
}
