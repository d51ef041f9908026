/** The graded parts of chapter 6. @module */

import { suiteOf } from "hb/grade/suite.ts";
import type { Answers } from "./answers.ts";
import { fenced } from "./suite/fenced.ts";
import { forward } from "./suite/forward.ts";
import { labels } from "./suite/labels.ts";
import { transfer } from "./suite/transfer.ts";
import { straight } from "./suite/straight.ts";
import { failures } from "./suite/failures.ts";
import { grow } from "./suite/grow.ts";
import { craq } from "./suite/craq.ts";
import { store } from "./suite/store.ts";
import { views } from "./suite/views.ts";

const f = "function" as const;

export const suite = suiteOf<Answers>({
  chapter: "06-chains",
  title: "Primaries and chains",
  labels,
  given: [
    "given.ts",
    "answers.ts",
    "objects.ts",
    "whole_store.ts",
    "copies_parts.ts",
    "chain_parts.ts",
  ],
  parts: { forward, views, fenced, transfer, straight, failures, grow, craq, store },
  members: {
    forward: { start: f, ask: f, upon: f, again: f, store: f },
    views: { start: f, ping: f, silent: f, view: f },
    fenced: { start: f, enter: f, ask: f, upon: f, again: f, says: f, store: f },
    transfer: {
      start: f,
      join: f,
      leave: f,
      ask: f,
      upon: f,
      again: f,
      lead: f,
      ready: f,
      store: f,
    },
    straight: { start: f, ask: f, upon: f, again: f, store: f },
    failures: { start: f, configure: f, confirmed: f, ask: f, upon: f, again: f, store: f },
    grow: { start: f, configure: f, confirmed: f, ask: f, upon: f, again: f, store: f, whole: f },
    craq: { start: f, configure: f, ask: f, upon: f, again: f, versions: f },
    store: { protocol: f },
  },
});
