/** Gossip in the playground: forty nodes on a ring, and a rumour that spreads among them like a disease. @module */

import { networkOf } from "../../kit/playground/network.ts";
import type { Field, PlaygroundKit, Request } from "../../kit/playground.ts";
import { bugs, type Change, protocolWith } from "./bugs.ts";
import { invariants } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import { offeredBugs } from "./playground/bugs.ts";
import { columns, look, messageLook, news, signs, spread, toneSigns } from "./playground/look.ts";
import { type GossipValues, settings, settingsOf } from "./playground/settings.ts";
import type { State } from "./state.ts";

const rumour: Field = {
  label: "Rumour",
  usual: "1",
  pattern: "[A-Za-z0-9]{1,8}",
  words: "1 to 8 letters and digits",
};

const tell: Request = {
  letter: "T",
  phrase: "Tell a rumour",
  label: "Tell",
  fields: ["rumour"],
  input: (words) => words["rumour"],
  told: (node, words) => `node ${node} is told ${words["rumour"]}`,
};

/** Rumour mongering, with anti-entropy where it is set. */
export const playground: PlaygroundKit<State, Message, Timer, Saved, Change, GossipValues> = {
  kit: { name: "gossip", invariants, bugs },
  title: "Gossip",
  nodes: { least: 2, usual: 40, most: 40 },
  speed: 1 / 10,
  quiet: "Nobody has anything to tell.",
  settings,
  bugs: offeredBugs,
  protocol: (values, change) => protocolWith(change, settingsOf(values)),
  network: networkOf,
  clients: { ask: (input) => ({ type: "tell", body: input as string }) },
  fields: { rumour },
  requests: { tell },
  commands: {},
  countdown: { timer: "round", words: "what is left until it calls somebody" },
  look,
  lookTitle: "Is",
  columns,
  message: messageLook,
  signs,
  tones: toneSigns,
  spread,
  news,
  asked: (input) => `tell ${input}`,
  answered: (output) => `it is rumour ${output}`,
};
