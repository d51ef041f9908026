/** How much a node of a tree keeps. @module */

import { said } from "hb/grade/said.ts";
import { Wrong } from "hb/grade/wrong.ts";
import { encode } from "hb/model/encode.ts";
import type { Tree, TreeIo } from "../given.ts";

const io: TreeIo = { send: () => {}, deliver: () => {}, wait: () => {}, cancel: () => {} };
const LONG = "x".repeat(2000);

/** Payloads that are not kept, and what is over, are in nobody's memory. */
export function keepsFew(tree: Tree): void {
  const s = tree.start({ timeoutMs: 10, retryMs: 10, most: 2 });
  tree.up(s, 1, io);
  for (let i = 0; i < 20; i++) {
    const id = `r${i}`;
    tree.upon(s, 1, { type: "ihave", ids: [id] }, io);
    tree.upon(s, 1, { type: "gossip", id, payload: LONG }, io);
  }
  const length = encode(s).length;
  if (length <= 4 * LONG.length) return;
  throw new Wrong(said({
    asked: `a node that keeps 2 payloads, to which 20 come of ${LONG.length} characters each`,
    came: `its memory is ${length} characters long`,
    must: "what two payloads take, and 20 ids",
    why: "of all payloads the latest are kept",
  }));
}
