/** Replicas that gossip deltas in the playground: a shopping list and a counter, which all nodes change at once. @module */

import type { PlaygroundKit } from "../../../kit/playground.ts";
import { networkOf } from "../../../kit/playground/network.ts";
import { type Basket, basket, type BasketUpdate } from "./basket.ts";
import { bugs } from "./bugs.ts";
import { deltas } from "./gossip.ts";
import { answeredIsKept, invariants } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import { offeredBugs } from "./playground/bugs.ts";
import { cells, columns, look, messageLook, signs } from "./playground/look.ts";
import { news } from "./playground/news.ts";
import { answered, asked, clients, fields, requests } from "./playground/requests.ts";
import { type DeltaValues, settings } from "./playground/settings.ts";
import { tones, views } from "./playground/views.ts";
import type { Rules } from "./rules.ts";
import type { State } from "./state.ts";

/** One list on every node. */
export const playground: PlaygroundKit<
  State<Basket>,
  Message<Basket, BasketUpdate>,
  Timer,
  Saved<Basket>,
  Partial<Rules>,
  DeltaValues
> = {
  // Not the whole kit: a page has no use for its storms and instances, and would have to fetch them.
  kit: { name: "crdt-deltas", invariants: [...invariants, answeredIsKept], bugs },
  title: "Gossip of deltas",
  nodes: { least: 1, usual: 3 },
  quiet: "Three lists, and nothing on them.",
  settings,
  bugs: offeredBugs,
  protocol: ({ roundMs, buffer }, change) => deltas(basket, { roundMs, buffer }, change),
  network: networkOf,
  clients,
  fields,
  requests,
  commands: {},
  countdown: { timer: "round", words: "what is left until it tells others what they lack" },
  look,
  lookTitle: "Replica",
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
