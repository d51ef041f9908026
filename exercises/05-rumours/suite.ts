/** The graded parts of chapter 5. @module */

import { suiteOf } from "hb/grade/suite.ts";
import type { Answers } from "./answers.ts";
import { broadcast } from "./suite/broadcast.ts";
import { interest } from "./suite/interest.ts";
import { labels } from "./suite/labels.ts";
import { mass } from "./suite/mass.ts";
import { merkle } from "./suite/merkle.ts";
import { pull } from "./suite/pull.ts";
import { push } from "./suite/push.ts";
import { tree } from "./suite/tree.ts";
import { versions } from "./suite/versions.ts";

const f = "function" as const;

export const suite = suiteOf<Answers>({
  chapter: "05-rumours",
  title: "Rumours",
  labels,
  given: ["given.ts", "answers.ts", "exchange_parts.ts", "tree_parts.ts"],
  parts: { push, pull, interest, versions, merkle, mass, tree, broadcast },
  members: {
    push: { start: f, begin: f, round: f, upon: f },
    pull: { start: f, begin: f, drop: f, round: f, upon: f },
    interest: { start: f, begin: f, round: f, upon: f },
    versions: { start: f, write: f, round: f, upon: f },
    merkle: { start: f, put: f, items: f, round: f, upon: f },
    mass: { start: f, round: f, upon: f, returned: f, changed: f, renew: f, estimate: f },
    tree: { start: f, up: f, down: f, begin: f, upon: f, overdue: f },
    broadcast: { protocol: f },
  },
});
