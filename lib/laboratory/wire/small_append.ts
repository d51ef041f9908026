/** A message that is small enough to be looked at byte by byte. @module */

import { between, integer, list, message, record, type Schema, text } from "../../codec/schema.ts";

/** One entry or a few, for one node. */
export interface SmallAppend {
  /** The node that it goes to. */
  readonly to: number;
  /** What it says. */
  readonly message: {
    readonly type: "append";
    readonly term: number;
    readonly entries: readonly string[];
  };
}

/** Its schema; `append` is the type number 8, as in Raft's schema. */
export const smallAppend: Schema<SmallAppend> = record({
  to: [1, between(0, 1000)],
  message: [
    2,
    message<SmallAppend["message"]>({
      append: [8, { term: [1, integer], entries: [2, list(text())] }],
    }),
  ],
});
