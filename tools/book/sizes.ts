/** How much a reader loads, as a table. @module */

import type { Runtime } from "./runtime.ts";

/** What is loaded together, with its size as servers send it, in bytes. */
export interface Size {
  readonly what: string;
  readonly bytes: number;
}

/** What runs the cells of each chapter, and the worker that all share. */
export async function sizesOf(book: string, { folder, chapters }: Runtime): Promise<Size[]> {
  const sizes: Size[] = [];
  for (const [name, files] of chapters) {
    let bytes = 0;
    for (const file of files) bytes += await compressed(`${book}/${file}`);
    sizes.push({ what: `to run chapter ${name}`, bytes });
  }
  return [
    {
      what: "of that, what strips types and runs cells",
      bytes: await compressed(`${book}/${folder}/worker.js`),
    },
    ...sizes,
  ];
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
