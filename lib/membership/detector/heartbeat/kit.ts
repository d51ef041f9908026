/** All that belongs to heartbeats. @module */

import type { Kit } from "../../../kit/kit.ts";
import { bugs, type Change } from "./bugs.ts";
import { instances } from "./instances.ts";
import { invariants } from "./invariants.ts";
import { labels } from "./labels.ts";
import type { Message, Saved, State, Timer } from "./messages.ts";
import { storms } from "./storms.ts";

/** Heartbeats under one estimator or another. */
export const kit: Kit<State, Message, Timer, Saved, Change> = {
  name: "heartbeat",
  words: "everybody says once a period that it is alive, and whoever is silent is suspected",
  source:
    "Chandra and Toueg 1996, Unreliable failure detectors for reliable distributed systems; " +
    "Chen, Toueg and Aguilera 2002, On the quality of service of failure detectors",
  labels,
  invariants,
  bugs,
  storms,
  instances,
};
