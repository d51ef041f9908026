/** How the gossip of deltas is told in diagrams. @module */

import type { Labels } from "../../../model/labels.ts";
import { inWords } from "../../../model/in_words.ts";
import { type Basket, basket, type BasketUpdate } from "./basket.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { State } from "./state.ts";

/** Clicks as "2", the basket as "[a b]", a replica by its name. */
export const labels: Labels<State<Basket>, Message<Basket, BasketUpdate>, Timer, Saved<Basket>> = {
  state: ({ crdt }) => told(crdt),
  stateInFull: ({ name, crdt, count, buffer, peers }) =>
    [
      `${name} has ${told(crdt)}`,
      `${buffer.size} of ${count} deltas kept`,
      ...[...peers].map(([node, peer]) =>
        `node ${node} (${peer.name ?? "unknown"}) has ${peer.acked}, session ${peer.session}`
      ),
    ].join("; "),
  message(message) {
    switch (message.type) {
      case "update":
        return request(message.update);
      case "query":
        return "what is there?";
      case "deltas":
        return `${message.receiver === null ? "all" : "deltas"} up to ${message.upTo}: ${
          told(message.state)
        }`;
      case "ack":
        return `has up to ${message.upTo}`;
    }
  },
  timer: () => "round",
  record: ({ name, crdt }) => `${name}: ${told(crdt)}`,
  request: (input) => input === undefined ? "what is there?" : request(input as BasketUpdate),
  answer: (output) => output === null ? "done" : inWords(output, 40),
  legend: {
    deltas: "deltas: join this to what you have",
    ack: "ack: all up to that delta is here",
    update: "update: a client's",
  },
  colours: { deltas: 0, ack: 1, update: 4, query: 4, answer: 4 },
};

function told(crdt: Basket): string {
  const { clicks, basket: things } = basket.value(crdt);
  return `${clicks} [${[...things].sort().join(" ")}]`;
}

function request({ part, update }: BasketUpdate): string {
  return part === "clicks"
    ? `+${update}`
    : `${update.type === "add" ? "put" : "take"} ${update.element}`;
}
