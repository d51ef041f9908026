/** What clients ask for, and how. @module */

import type { Clients } from "../../model/clients.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Message } from "./messages.ts";

/** What a client asks: a write at a node, or a repair of a node from another. */
export type Wish =
  | { readonly at: NodeId; readonly key: string; readonly value: string | null }
  | { readonly at: NodeId; readonly partner: NodeId };

/** How a wish is asked, and what an answer says. */
export const asked: Pick<Clients<Message>, "ask" | "outcome"> = {
  ask(input) {
    const wish = input as Wish;
    return "partner" in wish
      ? { type: "repair", partner: wish.partner }
      : { type: "write", key: wish.key, value: wish.value };
  },
  outcome: (result) => result === "failed" ? "fail" : "ok",
};
