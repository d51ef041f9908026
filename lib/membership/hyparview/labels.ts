/** How HyParView is told in diagrams. @module */

import type { Labels } from "../../model/labels.ts";
import type { Message, Timer } from "./messages.ts";
import type { State } from "./state.ts";

/** Neighbours as "1,4", others that are known by their number. */
export const labels: Labels<State, Message, Timer> = {
  state: ({ active, passive }) =>
    active.length + passive.length === 0
      ? undefined
      : `${active.length === 0 ? "alone" : active.join(",")} +${passive.length}`,
  stateInFull: ({ active, passive, asked }) =>
    [
      active.length === 0 ? "has no neighbours" : `neighbours: ${active.join(", ")}`,
      passive.length === 0 ? "knows nobody else" : `knows ${passive.join(", ")}`,
      ...(asked === null ? [] : [`has asked ${asked.node}`]),
    ].join("; "),
  message(message) {
    switch (message.type) {
      case "forwardJoin":
        return `${message.node} joins, ${message.ttl}`;
      case "neighbour":
        return message.priority === "high" ? "neighbour, urgent" : "neighbour";
      case "shuffle":
      case "shuffleReply":
        return message.nodes.length === 0 ? "knows nobody" : `knows ${message.nodes.join(",")}`;
      case "keepAlive":
        return "here";
      default:
        return message.type;
    }
  },
  timer({ type }) {
    return {
      enter: "joins",
      beat: "beat",
      unanswered: "no answer",
      exchange: "shuffles",
      mix: "mixes",
    }[type];
  },
  routine: ({ type }) =>
    ["keepAlive", "beat", "shuffle", "shuffleReply", "exchange"].includes(type),
  replies: ["accepted", "rejected", "shuffleReply"],
  colours: {
    join: 0,
    forwardJoin: 0,
    neighbour: 1,
    accepted: 1,
    rejected: 3,
    disconnect: 3,
    keepAlive: 5,
    shuffle: 2,
    shuffleReply: 2,
  },
};
