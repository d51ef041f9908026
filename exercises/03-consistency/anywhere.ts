/**
 * Part 7. A causal+ store that answers anywhere and at once, from an empty page. What `io` is says
 * lib/model/protocol.ts.
 *
 * @module
 */

import { todo } from "hb/grade/todo.ts";
import type { Protocol } from "hb/model/protocol.ts";
import { type Ask, entire } from "./entire.ts";

/** Your messages. Clients say `read` and `write`; what nodes say to each other is yours. */
type Message = Ask;

/** What a node remembers. */
interface State {
  registers: Map<string, number>;
}

const protocol: Protocol<State, Message> = {
  start(_io) {
    return todo("part 7, start");
  },
  upon: {
    read(_s, _event, _io) {
      todo("part 7, upon read");
    },
    write(_s, _event, _io) {
      todo("part 7, upon write");
    },
  },
};

export const anywhere = entire(protocol);
