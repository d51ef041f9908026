/** How nodes that chat are told in diagrams: by their stamps. @module */

import type { Labels } from "../../model/labels.ts";
import type { Chat, Clock, Speak, State } from "./chatter.ts";

/** The words of nodes with this clock. */
export function labelsOf<C>({ words }: Clock<C>): Labels<State<C>, Chat<C>, Speak> {
  return {
    state: ({ clock, events }) => events === 0 ? undefined : words(clock),
    message: ({ stamp }) => `sent at ${words(stamp)}`,
    timer: () => "speaks",
    colours: { chat: 0 },
  };
}
