/** The graded parts of chapter 14. @module */

import { suiteOf } from "hb/grade/suite.ts";
import type { Answers } from "./answers.ts";
import { balancing } from "./suite/balancing.ts";
import { bounded } from "./suite/bounded.ts";
import { choices } from "./suite/choices.ts";
import { jump } from "./suite/jump.ts";
import { labels } from "./suite/labels.ts";
import { latency } from "./suite/latency.ts";
import { lookup } from "./suite/lookup.ts";
import { maglev } from "./suite/maglev.ts";
import { placing } from "./suite/placing.ts";
import { rendezvous } from "./suite/rendezvous.ts";
import { replicas } from "./suite/replicas.ts";
import { ring } from "./suite/ring.ts";
import { smooth } from "./suite/smooth.ts";

const f = "function" as const;

export const suite = suiteOf<Answers>({
  chapter: "14-placement",
  title: "Spreading the load",
  labels,
  given: ["given.ts", "answers.ts", "balancers.ts", "wholes.ts"],
  parts: {
    lookup,
    ring,
    replicas,
    rendezvous,
    jump,
    maglev,
    bounded,
    smooth,
    choices,
    latency,
    placing,
    balancing,
  },
  members: {
    ring: { start: f, add: f, remove: f, weigh: f, points: f },
    rendezvous: { place: f, replicas: f },
    jump: { bucket: f, place: f },
    bounded: { start: f, take: f, release: f, assign: f },
    smooth: { start: f, add: f, remove: f, weigh: f, pick: f },
    choices: {
      start: f,
      add: f,
      remove: f,
      weigh: f,
      started: f,
      answered: f,
      failed: f,
      underWay: f,
      pick: f,
    },
    latency: {
      start: f,
      add: f,
      remove: f,
      started: f,
      answered: f,
      failed: f,
      expected: f,
      pick: f,
    },
    placing: { make: f },
    balancing: { begin: f },
  },
});
