/** How runs of a broadcast are told. @module */

import { inWords } from "hb/model/in_words.ts";
import type { Labels } from "hb/model/labels.ts";
import type { Tagged } from "hb/model/protocol.ts";
import type { Node } from "./net.ts";

const MOST = 60;

/** The words. */
export const netLabels: Labels<Node, Tagged, Tagged, unknown> = {
  node: (node) => `node ${node}`,
  message(message) {
    const { type, node, id, ids, payload } = message as Tagged & Record<string, unknown>;
    switch (type) {
      case "neighbourUp":
        return `${node} is up`;
      case "neighbourDown":
        return `${node} is down`;
      case "gossip":
        return `payload ${inWords(payload, MOST)}`;
      case "ihave":
        return `word of ${inWords(ids, MOST)}`;
      case "graft":
        return `graft ${inWords(id, MOST)}`;
      default:
        return type === "prune" ? type : inWords(message, MOST);
    }
  },
  timer: (timer) => inWords(timer, MOST),
  request: (input) => `broadcast "${input}"`,
  answer: (answer) => inWords(answer, MOST),
};
