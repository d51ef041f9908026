/** Small notebooks for the tests, written inside the repository, so that their imports resolve. */

import { repositoryRoot } from "../../tools/run/mod.ts";

const FOLDER = `${repositoryRoot}/.cache/tests/notebooks`;

/** A code cell of a fixture: its source, or its source and tags. */
export type FixtureCell = string | { readonly source: string; readonly tags: readonly string[] };

/** The JSON of a notebook with these code cells and no outputs. */
export function notebookOf(cells: readonly FixtureCell[]): Record<string, unknown> {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { display_name: "Deno", language: "typescript", name: "deno" } },
    cells: cells.map((cell, i) => ({
      cell_type: "code",
      id: `cell-${i + 1}`,
      metadata: typeof cell === "string" ? {} : { tags: cell.tags },
      source: typeof cell === "string" ? cell : cell.source,
      execution_count: null,
      outputs: [],
    })),
  };
}

/** Writes a fixture, has `use` work with its path, and removes it. */
export async function withFixture<T>(
  contents: string | Record<string, unknown>,
  use: (path: string) => Promise<T>,
): Promise<T> {
  await Deno.mkdir(FOLDER, { recursive: true });
  const path = await Deno.makeTempFile({ dir: FOLDER, prefix: "99-fixture-", suffix: ".ipynb" });
  try {
    await Deno.writeTextFile(
      path,
      typeof contents === "string" ? contents : JSON.stringify(contents),
    );
    return await use(path);
  } finally {
    await Deno.remove(path);
  }
}
