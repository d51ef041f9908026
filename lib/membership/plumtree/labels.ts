/** How Plumtree is told in diagrams. @module */

import type { Labels } from "../../model/labels.ts";
import { type Announcement, keyOf, type Message, type Timer } from "./messages.ts";
import type { Journalled, State } from "./plumtree.ts";

/** Broadcasts as "7.2", that of node 2 at time 7; links as "→1,4 ⇢3", eager ones and lazy ones. */
export const labels: Labels<State<unknown>, Message, Timer, Journalled<unknown>> = {
  state({ tree: { eager, lazy, log } }) {
    const links = [
      ...(eager.length === 0 ? [] : [`→${eager.join(",")}`]),
      ...(lazy.length === 0 ? [] : [`⇢${lazy.join(",")}`]),
    ];
    return log.length === 0 ? links.join(" ") : `${links.join(" ")} has ${log.length}`;
  },
  stateInFull({ tree: { eager, lazy, parent, log, missing } }) {
    const tell = (nodes: readonly number[]) => nodes.length === 0 ? "nobody" : nodes.join(", ");
    return [
      `sends to ${tell(eager)}`,
      `announces to ${tell(lazy)}`,
      ...(parent === null ? [] : [`${keyOf(parent.id)} came first from ${parent.node}`]),
      ...(log.length === 0 ? [] : [`has had ${log.map(({ id }) => keyOf(id)).join(", ")}`]),
      ...(missing.size === 0 ? [] : [`waits for ${[...missing.keys()].join(", ")}`]),
    ].join("; ");
  },
  message(message) {
    switch (message.type) {
      case "broadcast":
        return String(message.payload);
      case "gossip":
        return `${keyOf(message.id)} “${message.payload}”`;
      case "ihave":
        return `has ${message.has.map(({ id }: Announcement) => keyOf(id)).join(", ")}`;
      case "graft":
        return message.id === null ? "graft" : `graft ${keyOf(message.id)}`;
      case "prune":
        return "prune";
    }
  },
  timer(timer) {
    switch (timer.type) {
      case "overdue":
        return `${timer.key} is overdue`;
      case "dispatch":
        return "announces";
      case "remind":
        return "reminds";
      case "age":
        return `${timer.then}s ${timer.key}`;
    }
  },
  record: (record) => "time" in record ? `time ${record.time}` : "of the membership",
  request: (input) => String(input),
  answer: (output) => keyOf(output as Announcement["id"]),
  routine: ({ type }) => type === "remind",
  legend: {
    gossip: "gossip: a payload, over an eager link",
    ihave: "ihave: word of it, over a lazy link",
    graft: "graft: make this link eager",
    prune: "prune: make this link lazy",
  },
  colours: { gossip: 0, ihave: 1, graft: 2, prune: 3, broadcast: 4, answer: 4 },
};
