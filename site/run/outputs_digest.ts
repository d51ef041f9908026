/** Whether a cell has shown in the page what the kernel showed. @module */

import { fnv1a } from "../../lib/model/hash.ts";
import type { Output } from "../../tools/notebook/types.ts";

/** A short digest of what a cell has shown: equal outputs have equal digests, and others hardly ever. */
export function outputsDigest(outputs: readonly Output[]): string {
  const text = JSON.stringify(outputs.map(counted), sorted);
  return `${fnv1a(text).toString(36)}-${text.length.toString(36)}`;
}

/** How often a kernel had run cells before is no part of what one shows. */
function counted(output: Output): unknown {
  return output.output_type === "execute_result" ? { ...output, execution_count: null } : output;
}

/** Keys in order, as a file has them, and a worker need not. */
function sorted(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return value;
  }
  const record = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.keys(record).sort().map((key) => [key, record[key]]),
  );
}
