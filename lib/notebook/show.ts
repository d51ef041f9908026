/** How a chapter shows things. @module */

import { type Bundle, display, isFigure } from "../figure/figure.ts";

/** The part of the Deno kernel that is used here. */
interface Kernel {
  broadcast(type: string, content: Record<string, unknown>): Promise<void>;
  /** A page of the book is shown the value itself as well, since there a run can be explored. */
  showing?(value: unknown): void;
}

/**
 * How long to wait after an output was handed over, in ms. The kernel publishes outputs from a queue of
 * its own, and an output that leaves after its cell has ended is filed under the next cell.
 */
const settleMs = 12;

/**
 * Shows a value under the cell that awaits this: a figure as its picture, a text as Markdown,
 * anything else as Deno prints it. Outside of a notebook it prints the plain text.
 *
 * @example
 * ```ts
 * import { show } from "hb/notebook/show.ts";
 *
 * await show("Every seed tells the *same* story twice.");
 * ```
 */
export async function show(value: unknown): Promise<void> {
  const data = await bundleOf(value);
  const kernel = kernelHere();
  if (kernel === undefined) return console.log(data["text/plain"]);
  kernel.showing?.(value);
  await kernel.broadcast("display_data", { data, metadata: {}, transient: {} });
  await new Promise((resolve) => setTimeout(resolve, settleMs));
}

/**
 * The forms in which a value is shown.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { bundleOf } from "hb/notebook/show.ts";
 *
 * assertEquals(await bundleOf({ lost: 3 }), { "text/plain": "{ lost: 3 }" });
 * ```
 */
export async function bundleOf(value: unknown): Promise<Bundle> {
  if (isFigure(value)) return await value[display]();
  if (typeof value === "string") return { "text/markdown": value, "text/plain": value };
  const options = { colors: false, depth: 8, strAbbreviateSize: 1000, iterableLimit: 200 };
  return { "text/plain": Deno.inspect(value, options) };
}

/** The kernel that runs this code, if one does. Elsewhere the mere mention of it throws. */
function kernelHere(): Kernel | undefined {
  try {
    return (Deno as unknown as { jupyter?: Kernel }).jupyter;
  } catch {
    return undefined;
  }
}
