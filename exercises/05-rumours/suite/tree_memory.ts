/** How much a node of a tree keeps. @module */

import { said } from "hb/grade/said.ts";
import { Wrong } from "hb/grade/wrong.ts";
import { encode } from "hb/model/encode.ts";
import type { Tree, TreeIo } from "../given.ts";

const io: TreeIo = { send: () => {}, deliver: () => {}, wait: () => {}, cancel: () => {} };
const LONG = "x".repeat(2000), NAME = "r".repeat(1000), COUNT = 20;

/** Payloads that are not kept, and what is over, are in nobody's memory. */
export function keepsFew(tree: Tree): void {
  const s = tree.start({ timeoutMs: 10, retryMs: 10, most: 2 });
  tree.up(s, 1, io);
  tree.up(s, 2, io);
  for (let i = 0; i < COUNT; i++) {
    const id = `${NAME}${i}`;
    tree.upon(s, 1, { type: "ihave", ids: [id] }, io);
    tree.upon(s, 1, { type: "gossip", id, payload: LONG }, io);
    tree.upon(s, 2, { type: "gossip", id, payload: LONG }, io);
  }
  const length = encode(s).length, bound = 4 * LONG.length + COUNT * 1.5 * NAME.length;
  if (length <= bound) return;
  throw new Wrong(said({
    asked:
      `a node that keeps 2 payloads, to which ${COUNT} come of ${LONG.length} characters each, ` +
      `under ids of ${NAME.length} characters`,
    came: `its memory is ${length} characters long`,
    must: `no more than ${bound}: two payloads, and each id once`,
    why: "of all payloads the latest are kept, and of what is over nothing but its id, once",
  }));
}
