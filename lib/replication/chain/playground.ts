/** Chain replication and CRAQ in the playground: a row of servers, and a master that decides who is in it. @module */

import { answered, asked, fields, requests } from "../../consensus/playground/requests.ts";
import type { PlaygroundKit } from "../../kit/playground.ts";
import { networkOf } from "../../kit/playground/network.ts";
import type { Answer } from "../../replicated/requests.ts";
import { bugs, craqBugs } from "./bugs.ts";
import {
  chain,
  type Change,
  type Node,
  type NodeMessage,
  type NodeSaved,
  type NodeTimer,
} from "./chain.ts";
import { invariants } from "./invariants.ts";
import { asRequest } from "./messages.ts";
import { offeredBugs } from "./playground/bugs.ts";
import { cells, columns, look, messageLook, signs } from "./playground/look.ts";
import { news } from "./playground/news.ts";
import { linearizable } from "../../consensus/playground/linearizable.ts";
import { type ChainValues, settings, settingsOf } from "./playground/settings.ts";
import { tones, views } from "./playground/views.ts";

/** A store over a chain; node 0 is its master. */
export const playground: PlaygroundKit<
  Node,
  NodeMessage,
  NodeTimer,
  NodeSaved,
  Change,
  ChainValues
> = {
  // Not the whole kit: a page has no use for its storms and instances, and would have to fetch them.
  kit: {
    name: "chain",
    invariants: [...invariants, linearizable],
    bugs: { ...bugs, "serves dirty": craqBugs["serves dirty"]! },
  },
  title: "Chain replication",
  nodes: { least: 2, usual: 5 },
  quiet: "A chain of three waits for updates.",
  settings,
  bugs: offeredBugs,
  protocol: (values, change, nodes) =>
    chain({ ...settingsOf(values, nodes), ...change?.settings }, change?.rules),
  network: networkOf,
  clients: { ask: asRequest, outcome: (answer) => (answer as Answer).ok ? "ok" : "fail" },
  fields,
  requests,
  asksAt: (node) => node > 0,
  commands: {},
  countdown: { timer: "resend", words: "what is left until it sends again what may be lost" },
  look,
  lookTitle: "Place",
  columns,
  cells,
  message: messageLook,
  signs,
  tones,
  views,
  news,
  asked,
  answered,
};
