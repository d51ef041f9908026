/** The graded parts of chapter 3. @module */

import { suiteOf } from "hb/grade/suite.ts";
import type { Answers } from "./answers.ts";
import { anywhere } from "./suite/anywhere.ts";
import { causal } from "./suite/causal.ts";
import { classify } from "./suite/classify.ts";
import { linear } from "./suite/linear.ts";
import { order } from "./suite/order.ts";
import { session } from "./suite/session.ts";
import { store } from "./suite/store.ts";

export const suite = suiteOf<Answers>({
  chapter: "03-consistency",
  title: "Judge and builder",
  given: ["memory.ts", "replica.ts", "entire.ts", "answers.ts"],
  parts: { classify, order, session, linear, causal, store, anywhere },
  members: {
    session: { readsItsWrites: "function", readsMonotonically: "function" },
    store: { read: "function", write: "function", submit: "function", ordered: "function" },
    anywhere: { protocol: "record" },
  },
});
