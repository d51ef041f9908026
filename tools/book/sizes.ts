/** How much a reader loads, as a table. @module */

import type { Runtime } from "./runtime.ts";

/** What is loaded together, with its size as servers send it, in bytes. */
export interface Size {
  readonly what: string;
  readonly bytes: number;
}

/** What runs cells, what runs those of each chapter, and what judges each exercise. */
export async function sizesOf(book: string, { worker, needs }: Runtime): Promise<Size[]> {
  const together = async (files: readonly string[]) => {
    const sizes = await Promise.all(files.map((file) => compressed(`${book}/${file}`)));
    return sizes.reduce((sum, each) => sum + each, 0);
  };
  const sizes: Size[] = [{
    what: "what strips types and runs cells",
    bytes: await together(worker),
  }];
  for (const [name, files] of needs) {
    if (/^exercise-(?!\d)/.test(name)) continue;
    const what = /^\d/.test(name) ? `with it, to run chapter ${name}` : `to judge ${name}`;
    sizes.push({ what, bytes: await together(files) });
  }
  return sizes;
}

/** The table of sizes, in kB. */
export function sizeTable(sizes: readonly Size[]): string {
  const widest = Math.max(...sizes.map(({ what }) => what.length));
  return [
    "compressed, in kB:",
    ...sizes.map(({ what, bytes }) =>
      `  ${what.padEnd(widest)}  ${(bytes / 1000).toFixed(1).padStart(7)}`
    ),
  ].join("\n");
}

async function compressed(path: string): Promise<number> {
  const stream = new Blob([await Deno.readFile(path)]).stream()
    .pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).arrayBuffer()).byteLength;
}
