/** How causal broadcast is told in diagrams. @module */

import type { Labels } from "../../model/labels.ts";
import { type Broadcast, keyOf, type Message, type Saved, type Timer } from "./messages.ts";
import type { State } from "./state.ts";

const vector = (counts: readonly number[]) => `[${counts.join(" ")}]`;
const inShort = (said: unknown) =>
  said !== null && typeof said === "object" ? "" : ` “${String(said)}”`;
const broadcast = ({ origin, stamp, payload, change }: Broadcast<unknown>) => {
  const said = change && ` ${change.node} ${change.joins ? "joins" : "leaves"}`;
  return `${keyOf({ origin, stamp })} ${vector(stamp)}${said ?? inShort(payload)}`;
};

/** Broadcasts as "2.7 [0 1 7]": the seventh of node 2, and its vector clock. */
export const labels: Labels<
  State<unknown, unknown>,
  Message<unknown>,
  Timer,
  Saved<unknown, unknown>
> = {
  state: ({ delivered, waiting }) =>
    delivered.every((count) => count === 0) && waiting.size === 0
      ? undefined
      : waiting.size === 0
      ? vector(delivered)
      : `${vector(delivered)} ${[...waiting.keys()].join(", ")} waits`,
  stateInFull: ({ delivered, stable, held, waiting }) =>
    [
      `has delivered ${vector(delivered)}`,
      `stable ${vector(stable)}`,
      ...(held.size === 0 ? [] : [`keeps ${[...held.keys()].join(", ")}`]),
      ...(waiting.size === 0 ? [] : [`lets ${[...waiting.keys()].join(", ")} wait`]),
    ].join("; "),
  message(message) {
    switch (message.type) {
      case "ask":
        return inShort(message.input).trim() || "ask";
      case "broadcast":
        return broadcast(message);
      case "join":
        return `join by ${message.via}`;
      case "leave":
        return "leave";
      case "refused":
        return "not by me";
      case "admit":
        return "let me in";
      case "welcome":
        return `begin with ${vector(message.state.delivered)}`;
      case "known":
        return `has ${vector(message.row)}`;
    }
  },
  timer: () => "asks for what it lacks",
  record: (record) =>
    "joining" in record
      ? `asks ${record.joining}`
      : "delivered" in record
      ? `has ${keyOf(record.delivered)}`
      : `has ${vector(record.checkpoint.delivered)}`,
  request: (input) => inShort(input).trim() || "ask",
  answer: (output) => inShort(output).trim() || "done",
  routine: (event) => event.type === "beat" || event.type === "known",
  replies: ["known"],
  legend: { broadcast: "a broadcast", known: "what a node has" },
  colours: { broadcast: 0, known: 1, ask: 2, answer: 3 },
};
