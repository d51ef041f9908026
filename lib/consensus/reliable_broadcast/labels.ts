/** How reliable broadcast is told in diagrams. @module */

import type { Labels } from "../../model/labels.ts";
import { type Broadcast, type Message, nameOf } from "./messages.ts";
import type { Known, State } from "./state.ts";

/** Broadcasts as "2.7:a": the seventh of node 2, which says a. */
export const labels: Labels<State, Message> = {
  client: (process) => `client ${process}`,
  state({ log, known }) {
    const [name, last] = [...known].findLast(([, { isDelivered }]) => !isDelivered) ?? [];
    if (name !== undefined && last!.ready !== null) return `ready ${name}:${last!.ready}`;
    const delivered = log.at(-1);
    return delivered && `delivers ${told(delivered)}`;
  },
  stateInFull: ({ log, known }) =>
    [
      `has delivered ${log.map(told).join(", ") || "nothing"}`,
      ...[...known].filter(([, { isDelivered }]) => !isDelivered).map(pendingLabel),
    ].join("; "),
  message: (message) => message.type === "broadcast" ? message.payload : told(message),
  request: (input) => String(input),
  answer: (output) => String(output),
  legend: {
    initial: "initial: the sender says so",
    echo: "echo: I was told so",
    ready: "ready: nothing else is delivered",
  },
  colours: { broadcast: 4, initial: 0, echo: 1, ready: 2, answer: 4 },
};

function pendingLabel([name, { ready, echoes, readies }]: readonly [string, Known]): string {
  const votes = `${echoes.length} echoes and ${readies.length} readies have come`;
  return `${name}: ${ready === null ? "" : `ready for ${ready}, `}${votes}`;
}

function told(broadcast: Broadcast): string {
  return `${nameOf(broadcast)}:${broadcast.payload}`;
}
