/** The graded parts of chapter 7. @module */

import { suiteOf } from "hb/grade/suite.ts";
import type { Answers } from "./answers.ts";
import { coordinator } from "./suite/coordinator.ts";
import { dotted } from "./suite/dotted.ts";
import { fast } from "./suite/fast.ts";
import { handoff } from "./suite/handoff.ts";
import { labels } from "./suite/labels.ts";
import { many } from "./suite/many.ts";
import { quorums } from "./suite/quorums.ts";
import { restarts } from "./suite/restarts.ts";
import { single } from "./suite/single.ts";
import { store } from "./suite/store.ts";

const f = "function" as const;
const register = { start: f, write: f, read: f, upon: f };

export const suite = suiteOf<Answers>({
  chapter: "07-quorums",
  title: "Quorums",
  labels,
  given: ["given.ts", "answers.ts", "register_parts.ts", "dotted_parts.ts"],
  parts: { quorums, single, many, restarts, fast, dotted, coordinator, handoff, store },
  members: {
    quorums: { apart: f, endures: f, available: f, choices: f, meet: f, fewest: f },
    single: register,
    many: register,
    restarts: { ...register, again: f, compact: f },
    fast: register,
    dotted: { event: f, sync: f, context: f, discard: f, knows: f },
    handoff: { places: f, start: f, upon: f, round: f, sweep: f, copyOf: f },
    coordinator: { start: f, get: f, put: f, upon: f, overdue: f },
    store: { protocol: f },
  },
});
