/** Part 6. A store that is sequentially consistent, and reads without asking anybody. @module */

import { todo } from "hb/grade/todo.ts";
import type { Handlers } from "./replica.ts";

/**
 * The handlers. The network delays and reorders; it loses and duplicates nothing. `from` is the client
 * (`read`, `write`) or the node that a message comes from; `io.answer(client, result)` ends a client's
 * operation: a read with the value, or null where nothing was written; a write with null. The rest of `io` is
 * described in lib/model/protocol.ts.
 */
export const store: Handlers = {
  read: (_s, _event, _io) => todo("part 6, upon read"),
  write: (_s, _event, _io) => todo("part 6, upon write"),
  submit: (_s, _event, _io) => todo("part 6, upon submit"),
  ordered: (_s, _event, _io) => todo("part 6, upon ordered"),
};
