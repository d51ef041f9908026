/** Plumtree over HyParView in the playground: forty nodes with a few neighbours each, and a tree among these links. @module */

import { networkOf } from "../../kit/playground/network.ts";
import type { Field, PlaygroundKit, Request } from "../../kit/playground.ts";
import { hyparview, neighbours } from "../hyparview/hyparview.ts";
import type { Message as ViewMessage, Timer as ViewTimer } from "../hyparview/messages.ts";
import { bugs } from "./bugs.ts";
import { invariantsOver } from "./invariants.ts";
import { labels } from "./labels.ts";
import type { Message, Timer } from "./messages.ts";
import { offeredBugs } from "./playground/bugs.ts";
import {
  type Both,
  columns,
  look,
  messageLook,
  news,
  overlay,
  signs,
  spread,
  toneSigns,
  views,
} from "./playground/look.ts";
import { refuse, settings, treeOf, type TreeValues, viewsOf } from "./playground/settings.ts";
import { type Journalled, plumtree } from "./plumtree.ts";
import type { Rules } from "./rules.ts";

const payload: Field = {
  label: "Payload",
  usual: "1",
  pattern: "[A-Za-z0-9]{1,8}",
  words: "1 to 8 letters and digits",
};

const broadcast: Request = {
  letter: "B",
  phrase: "Broadcast something",
  label: "Broadcast",
  fields: ["payload"],
  input: (words) => words["payload"],
  told: (node, words) => `node ${node} is to broadcast ${words["payload"]}`,
};

/** Broadcasts over a tree of neighbours. */
export const playground: PlaygroundKit<
  Both,
  Message | ViewMessage,
  Timer | ViewTimer,
  Journalled<never>,
  Partial<Rules>,
  TreeValues
> = {
  kit: { name: "plumtree", invariants: invariantsOver({ neighbours }), bugs },
  title: "Plumtree",
  nodes: { least: 2, usual: 40, most: 40 },
  speed: 1 / 10,
  quiet: "Nodes come one by one, and find neighbours.",
  settings,
  refuse,
  bugs: offeredBugs,
  protocol: (values, change) =>
    plumtree(
      { protocol: hyparview(viewsOf(values)), neighbours },
      treeOf(values),
      change,
    ),
  network: networkOf,
  clients: { ask: (input) => ({ type: "broadcast", payload: input }) },
  fields: { payload },
  requests: { broadcast },
  commands: {},
  countdown: { timer: "beat", words: "what is left until it looks after its neighbours" },
  look,
  lookTitle: "Is",
  columns,
  message: messageLook,
  signs,
  tones: toneSigns,
  views,
  spread,
  overlay,
  sight: "spread",
  news,
  asked: (input) => `broadcast ${input}`,
  answered: (output) => `it is broadcast ${labels.answer!(output)}`,
};
