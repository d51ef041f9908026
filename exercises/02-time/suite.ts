/** The graded parts of chapter 2. @module */

import { suiteOf } from "hb/grade/suite.ts";
import type { Answers } from "./answers.ts";
import { before } from "./suite/before.ts";
import { commit } from "./suite/commit.ts";
import { delivery } from "./suite/delivery.ts";
import { hybrid } from "./suite/hybrid.ts";
import { lamport } from "./suite/lamport.ts";
import { marzullo } from "./suite/marzullo.ts";
import { labels } from "./suite/labels.ts";
import { siblings } from "./suite/siblings.ts";
import { snapshot } from "./suite/snapshot.ts";
import { tolerant } from "./suite/tolerant.ts";
import { vectors } from "./suite/vectors.ts";

export const suite = suiteOf<Answers>({
  chapter: "02-time",
  title: "Clocks",
  given: ["events.ts", "answers.ts"],
  labels,
  parts: {
    before,
    lamport,
    vectors,
    siblings,
    delivery,
    hybrid,
    marzullo,
    commit,
    tolerant,
    snapshot,
  },
  members: {
    lamport: { tick: "function", receive: "function" },
    vectors: { tick: "function", receive: "function", compare: "function" },
    siblings: { combine: "function", put: "function" },
    hybrid: { tick: "function", receive: "function" },
    commit: { commit: "function", passed: "function" },
    snapshot: { start: "function", upon: "record" },
  },
});
