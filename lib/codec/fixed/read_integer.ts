/** Integers of the fixed layout. @module */

import type { Source } from "../pool.ts";
import type { NodeOf } from "../schema/node.ts";
import { isShort } from "./layout.ts";

/** Reads the slot that begins at `at`. */
export function readIntegerOf(node: NodeOf<"integer">): (source: Source, at: number) => number {
  return isShort(node)
    ? ({ data }, at) => data.getUint32(at, true)
    : ({ data }, at) => data.getInt32(at + 4, true) * 2 ** 32 + data.getUint32(at, true);
}
