/** All that belongs to Plumtree over a list of neighbours. @module */

import type { Kit } from "../../kit/kit.ts";
import { bugs } from "./bugs.ts";
import { instances } from "./instances.ts";
import { invariantsOver } from "./invariants.ts";
import { labels } from "./labels.ts";
import type { Message, Timer } from "./messages.ts";
import { type Fixed, type Told, told } from "./overlay.ts";
import type { Journalled, State } from "./plumtree.ts";
import type { Rules } from "./rules.ts";
import { storms } from "./storms.ts";

/** Plumtree over neighbours that somebody names. */
export const kit: Kit<
  State<Fixed>,
  Message | Told,
  Timer,
  Journalled<never>,
  Partial<Rules>
> = {
  name: "plumtree",
  words:
    "payloads go over a tree, and word of them over all other links: what the tree loses is asked for",
  source: "Leitão, Pereira and Rodrigues 2007, Epidemic broadcast trees, SRDS",
  labels: {
    ...labels,
    message: (message) =>
      message.type === "neighbourUp" || message.type === "neighbourDown"
        ? `${message.node} is ${message.type === "neighbourUp" ? "up" : "down"}`
        : labels.message!(message),
  },
  invariants: invariantsOver(told(() => [])),
  bugs,
  storms,
  instances,
};
