/** How snapshots are told in diagrams. @module */

import type { Labels } from "../../model/labels.ts";
import type { Message, State, Timer } from "./snapshot.ts";

/** Money, and what is recorded of it. */
export const labels: Labels<State, Message, Timer> = {
  state: ({ money, recorded }) => {
    if (recorded === null) return `${money}`;
    const coming = recorded.channels.flat();
    const way = coming.length === 0 ? "" : ` + ${coming.join(" + ")}`;
    return `${money} [${recorded.money}${way}${recorded.open.length > 0 ? " …" : ""}]`;
  },
  message: (message) => message.type === "pay" ? `pays ${message.amount}` : "marker",
  timer: ({ type }) => type === "begin" ? "begins a snapshot" : "pays",
  colours: { pay: 0, marker: 1 },
};
