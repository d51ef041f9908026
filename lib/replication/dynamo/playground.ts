/** The store in the manner of Dynamo in the playground: any node takes writes, and what conflicts is shown side by side. @module */

import type { PlaygroundKit } from "../../kit/playground.ts";
import { networkOf } from "../../kit/playground/network.ts";
import { bugs } from "./bugs.ts";
import { type Change, protocolWith } from "./bugs/change.ts";
import { invariants } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import { offeredBugs } from "./playground/bugs.ts";
import { cells, columns, look, messageLook, signs } from "./playground/look.ts";
import { news } from "./playground/news.ts";
import { once } from "./playground/once.ts";
import { answered, asked, fields, requests } from "./playground/requests.ts";
import { type DynamoValues, settings, settingsOf } from "./playground/settings.ts";
import { tones, views } from "./playground/views.ts";
import type { State } from "./state.ts";
import { asked as asWishes } from "./wishes.ts";

/** Keys with three homes each, among nodes that stand in for each other. */
export const playground: PlaygroundKit<State, Message, Timer, Saved, Change, DynamoValues> = {
  // Not the whole kit: a page has no use for its storms and instances, and would have to fetch them.
  kit: { name: "dynamo", invariants: invariants.map(once), bugs },
  title: "Dynamo",
  nodes: { least: 3, usual: 5 },
  quiet: "Five nodes keep nothing yet.",
  settings,
  bugs: offeredBugs,
  protocol: (values, change) => protocolWith(change, settingsOf(values)),
  network: networkOf,
  clients: asWishes,
  fields,
  requests,
  commands: {},
  countdown: { timer: "handoff", words: "what is left until it hands on what it keeps for others" },
  look,
  lookTitle: "Coordinator",
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
