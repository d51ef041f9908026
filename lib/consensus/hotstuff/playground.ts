/** Chained HotStuff in the playground: four replicas, of which one may be a traitor, and the proxies of clients. @module */

import type { PlaygroundKit } from "../../kit/playground.ts";
import { networkOf } from "../../kit/playground/network.ts";
import type { Invariant } from "../../model/invariant.ts";
import type { Answer } from "../../replicated/requests.ts";
import { amongLoyal } from "../../security/adversary/loyal.ts";
import { besideLiar } from "../playground/liars.ts";
import { linearizable } from "../playground/linearizable.ts";
import { answered, asked, fields, requests } from "../playground/requests.ts";
import { bugs, type Change, protocolWith } from "./bugs.ts";
import { invariants } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import { offeredBugs } from "./playground/bugs.ts";
import { cells } from "./playground/cells.ts";
import { liesOf } from "./playground/liars.ts";
import { columns, look, messageLook, type Node, signs, tones } from "./playground/look.ts";
import { news } from "./playground/news.ts";
import { type HotStuffValues, optionsOf, REPLICAS, settings } from "./playground/settings.ts";

/** HotStuff over a map of keys and values; nodes 0 to 3 are replicas. */
export const playground: PlaygroundKit<Node, Message, Timer, Saved, Change, HotStuffValues> = {
  // Not the whole kit: a page has no use for its storms and instances, and would have to fetch them.
  kit: {
    name: "hotstuff",
    invariants: [...amongLoyal(invariants), linearizable as Invariant<Node>],
    bugs,
  },
  title: "HotStuff",
  nodes: { least: REPLICAS + 1, usual: REPLICAS + 2, most: REPLICAS + 3 },
  quiet: "Four replicas wait for requests; node 0 leads first.",
  settings,
  bugs: offeredBugs,
  protocol(values, change, nodes) {
    const options = optionsOf(values);
    return besideLiar(protocolWith(change, options), liesOf(options, nodes), values.liar);
  },
  network: networkOf,
  clients: {
    ask: (command) => ({ type: "ask", command }),
    outcome: (answer) => (answer as Answer).ok ? "ok" : "fail",
  },
  fields,
  requests,
  asksAt: (node) => node >= REPLICAS,
  commands: {},
  countdown: { timer: "view", words: "what is left until it wants another view" },
  look,
  lookTitle: "Role",
  columns,
  cells,
  message: messageLook,
  signs,
  tones,
  news,
  asked,
  answered,
};
