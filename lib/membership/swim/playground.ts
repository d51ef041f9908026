/** SWIM in the playground: forty members on a ring, who believe of each other what they have heard. @module */

import type { Command, PlaygroundKit } from "../../kit/playground.ts";
import { networkOf } from "../../kit/playground/network.ts";
import { bugs } from "./bugs.ts";
import { type Change, protocolWith } from "./bugs/change.ts";
import { invariants } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import { offeredBugs } from "./playground/bugs.ts";
import { columns, look, messageLook, signs, toneSigns, views } from "./playground/look.ts";
import { news, spread } from "./playground/news.ts";
import { refuse, settings, settingsOf, type SwimValues } from "./playground/settings.ts";
import type { State } from "./state.ts";

const leave: Command<Message> = {
  letter: "G",
  title: "Leaving",
  label: "Leave the group:",
  button: "Leave",
  message: () => ({ type: "leave" }),
  told: (node) => `node ${node} is to leave`,
};

const join: Command<Message> = {
  letter: "B",
  title: "Joining",
  label: "Join the group, through nodes 0 to 2:",
  button: "Join",
  message: (node) => ({ type: "join", contacts: [0, 1, 2].filter((contact) => contact !== node) }),
  told: (node) => `node ${node} is to join`,
};

/** SWIM, and Lifeguard by a switch. */
export const playground: PlaygroundKit<State, Message, Timer, Saved, Change, SwimValues> = {
  kit: { name: "swim", invariants, bugs },
  title: "SWIM",
  nodes: { least: 2, usual: 40, most: 40 },
  speed: 1 / 4,
  quiet: "Forty members probe each other in turn.",
  settings,
  refuse,
  bugs: offeredBugs,
  protocol: (values, change, nodes) => protocolWith(change, settingsOf(values, nodes)),
  network: networkOf,
  clients: { ask: () => ({ type: "leave" }) },
  fields: {},
  requests: {},
  commands: { leave, join },
  countdown: { timer: "period", words: "what is left until it probes the next" },
  look,
  lookTitle: "Part",
  columns,
  message: messageLook,
  signs,
  tones: toneSigns,
  views,
  spread,
  sight: 0,
  news,
  asked: () => "nothing",
  answered: () => "nothing",
};
