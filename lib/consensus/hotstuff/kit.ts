/** All that belongs to HotStuff. @module */

import type { Kit } from "../../kit/kit.ts";
import { amongLoyal } from "../../security/adversary/loyal.ts";
import { bugs, type Change } from "./bugs.ts";
import { basicBugs } from "./bugs/basic.ts";
import { basicInstances, instances } from "./instances.ts";
import { basicInvariants, invariants } from "./invariants.ts";
import { labels } from "./labels.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import { stormsOf } from "./storms.ts";
import type { Anybody } from "./storms/liars.ts";

/** A kit of HotStuff. */
export type HotStuffKit = Kit<Anybody, Message, Timer, Saved, Change>;

/** Chained HotStuff, by three certificates in a row or by two. */
export const kit: HotStuffKit = {
  name: "hotstuff",
  words: "a chain of blocks among liars: each certificate is the next phase of those below it",
  source: "Yin, Malkhi, Reiter, Gueta and Abraham 2019; Malkhi and Nayak 2023",
  labels,
  invariants: amongLoyal(invariants),
  bugs,
  storms: stormsOf({}),
  instances,
};

/** Basic HotStuff, each view of which has all phases of its block. */
export const basicKit: HotStuffKit = {
  ...kit,
  name: "hotstuff-basic",
  words: "a chain of blocks among liars: each block is prepared, pre-committed and committed",
  source: "Yin, Malkhi, Reiter, Gueta and Abraham 2019, section 4",
  invariants: amongLoyal(basicInvariants),
  bugs: basicBugs,
  instances: basicInstances,
  storms: stormsOf({ style: "basic" }),
};
