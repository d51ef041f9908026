/**
 * Reads notebooks, and rejects what is not a notebook of the Deno kernel with the place, what is
 * required there, and what was given.
 *
 * @module
 */

import { readCell } from "./cell.ts";
import { type Fields, Place } from "./place.ts";
import type { Notebook } from "./types.ts";

/** The notebook in a file. */
export async function readNotebook(path: string | URL): Promise<Notebook> {
  let text;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Error(`Cannot read ${path} because a file is required: given nothing at that path`);
  }
  return parseNotebook(text, String(path));
}

/** The notebook that `text` holds; `name` says in errors which one it is. */
export function parseNotebook(text: string, name: string): Notebook {
  const root = new Place(name, "");
  const fields = root.record(parseJson(text, root), "a notebook (a JSON object)");
  const nbformat = fields["nbformat"];
  const minor = fields["nbformat_minor"];
  if (nbformat !== 4 || typeof minor !== "number" || minor < 5) {
    return root.reject("nbformat 4.5 or a later 4.x", `${show(nbformat)}.${show(minor)}`);
  }
  const metadata = root.at("metadata").record(fields["metadata"], "an object");
  checkKernel(metadata, root);
  const cells = root.at("cells").list(fields["cells"], "a list of cells").map((cell, i) =>
    readCell(cell, root.at(`cell ${i + 1}`))
  );
  checkIds(cells.map((cell) => cell.id), root);
  return { nbformat: 4, nbformat_minor: minor, metadata, cells };
}

function parseJson(text: string, root: Place): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return root.reject("JSON", error instanceof Error ? error.message : String(error));
  }
}

/** The chapters are TypeScript for Deno; another kernel could not run them. */
function checkKernel(metadata: Fields, root: Place): void {
  const spec = metadata["kernelspec"];
  const given = typeof spec === "object" && spec !== null ? spec as Fields : {};
  const language = given["language"] ?? "typescript";
  if (given["name"] !== "deno" || language !== "typescript") {
    root.at("metadata.kernelspec").reject(
      'the Deno kernel (name "deno", language "typescript")',
      `name ${show(given["name"])}, language ${show(given["language"])}`,
    );
  }
}

function checkIds(ids: readonly string[], root: Place): void {
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) root.reject("a different id for each cell", `${show(twice)} twice`);
}

function show(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
