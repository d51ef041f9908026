/** How runs of a chain are told. @module */

import { inWords } from "hb/model/in_words.ts";
import type { Labels } from "hb/model/labels.ts";
import type { Tagged } from "hb/model/protocol.ts";
import type { Command } from "../given.ts";
import { asks } from "./words.ts";

const MOST = 70;

/** The words. */
export const storeLabels: Labels<unknown, Tagged, Tagged, unknown> = {
  node: (node) => node === 0 ? "master" : `server ${node}`,
  message(message) {
    const { type, command, configuration } = message as Tagged & Record<string, unknown>;
    if (type === "request") return asks(command as Command);
    if (type === "configuration") return `chain ${inWords(configuration, MOST)}`;
    return inWords(message, MOST);
  },
  timer: (timer) => inWords(timer, MOST),
  request: (input) => asks(input as Command),
  answer: (answer) => inWords(answer, MOST),
};
