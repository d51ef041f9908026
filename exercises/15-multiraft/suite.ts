/** The graded parts of chapter 15. @module */

import { suiteOf } from "hb/grade/suite.ts";
import type { Answers } from "./answers.ts";
import { balance } from "./suite/balance.ts";
import { beats } from "./suite/beats.ts";
import { labels } from "./suite/labels.ts";
import { merge } from "./suite/merge.ts";
import { operate } from "./suite/operate.ts";
import { replace } from "./suite/replace.ts";
import { retry } from "./suite/retry.ts";
import { routes } from "./suite/routes.ts";
import { sleep } from "./suite/sleep.ts";
import { split } from "./suite/split.ts";
import { store } from "./suite/store.ts";

const f = "function" as const;

export const suite = suiteOf<Answers>({
  chapter: "15-multiraft",
  title: "A thousand Rafts",
  labels,
  given: ["given.ts", "answers.ts", "ranges.ts", "nodes.ts", "driver.ts", "whole_store.ts"],
  parts: { routes, operate, split, merge, beats, sleep, retry, replace, balance, store },
  members: {
    routes: { start: f, learn: f, find: f, forget: f },
    split: { apply: f, begins: f, installs: f },
    merge: { freeze: f, absorb: f, told: f, thaw: f },
    beats: { due: f, came: f, answered: f },
    sleep: {
      start: f,
      leads: f,
      follows: f,
      due: f,
      slept: f,
      heard: f,
      asked: f,
      came: f,
      lost: f,
    },
    retry: { start: f, asked: f, again: f, located: f, routed: f },
    replace: { start: f, next: f },
    store: { protocol: f },
  },
});
