/** The graded parts of chapter 8. @module */

import { suiteOf } from "hb/grade/suite.ts";
import type { Answers } from "./answers.ts";
import { causal } from "./suite/causal.ts";
import { counters } from "./suite/counters.ts";
import { deltas } from "./suite/deltas.ts";
import { labels } from "./suite/labels.ts";
import { ormap } from "./suite/ormap.ts";
import { orset } from "./suite/orset.ts";
import { registers } from "./suite/registers.ts";
import { sequence } from "./suite/sequence.ts";
import { sessions } from "./suite/sessions.ts";
import { store } from "./suite/store.ts";

const f = "function" as const, r = "record" as const;

export const suite = suiteOf<Answers>({
  chapter: "08-convergence",
  title: "Convergence",
  labels,
  given: ["given.ts", "answers.ts", "delta_parts.ts", "text_parts.ts", "store_parts.ts"],
  parts: { causal, counters, registers, orset, deltas, ormap, sequence, sessions, store },
  members: {
    causal: { start: f, say: f, round: f, upon: f },
    counters: { start: f, add: f, merge: f, value: f },
    registers: { last: r, multi: r },
    orset: { empty: f, add: f, remove: f, merge: f, elements: f },
    deltas: { start: f, update: f, round: f, upon: f, state: f },
    ormap: { empty: f, put: f, seen: f, remove: f, merge: f, value: f },
    sequence: { empty: f, insert: f, remove: f, take: f, text: f },
    sessions: { begin: f, needs: f, noted: f, start: f, asked: f, news: f, gone: f },
    store: { protocol: f },
  },
});
