/**
 * The stores of this family as kits, from one table: what a store promises are its invariants, and all are
 * tried in the same storms and with the same programs.
 *
 * @module
 */

import type { LevelName } from "../../check/levels.ts";
import type { Kit } from "../../kit/kit.ts";
import type { Tagged } from "../../model/protocol.ts";
import * as bugs from "./bugs.ts";
import type { StoreBugs } from "./bugs/bug.ts";
import { instancesFor, type ProgramName } from "./instances.ts";
import { AT_THE_END, keeps, keepsForEach } from "./kit/promises.ts";
import { labels } from "./labels.ts";
import type { Ask } from "./register.ts";
import { type Store, type StoreProtocol, stores } from "./stores.ts";
import { stormsFor } from "./storms.ts";

/** The kit of a store. */
export type StoreKit = Kit<unknown, Ask, Tagged, never, StoreProtocol>;

/** What a kit adds to what a store says of itself. */
interface Entry {
  /** The store, by its name in the list of all. */
  readonly store: string;
  /** What commands call it. */
  readonly name: string;
  /** Where it is published. */
  readonly source?: string;
  /** What breaks its promises. */
  readonly bugs: StoreBugs;
  /** The programs that are small enough to explore, and how many states they have. */
  readonly states: Readonly<Partial<Record<ProgramName, number>>>;
}

const entries: readonly Entry[] = [
  {
    store: "primary",
    name: "register-primary",
    bugs: bugs.primaryBugs,
    states: { "two flags": 239, "one flag": 239, "a conflict": 300, "an answer": 6530 },
  },
  {
    store: "total order",
    name: "register-total-order",
    source: "Lamport 1978; Schneider 1990",
    bugs: bugs.totalOrderBugs,
    states: { "two flags": 1740, "one flag": 1740, "a conflict": 1740 },
  },
  {
    store: "local reads",
    name: "register-local-reads",
    source: "Attiya and Welch 1994, section 4",
    bugs: bugs.localReadsBugs,
    states: { "two flags": 226, "one flag": 284, "a conflict": 226, "an answer": 16_090 },
  },
  {
    store: "causal+",
    name: "register-causal-plus",
    source: "Lloyd, Freedman, Kaminsky and Andersen 2011",
    bugs: bugs.causalPlusBugs,
    states: { "two flags": 505, "one flag": 239, "a conflict": 433, "an answer": 6763 },
  },
  {
    store: "causal memory",
    name: "register-causal-memory",
    source: "Ahamad, Neiger, Burns, Kohli and Hutto 1995",
    bugs: bugs.causalMemoryBugs,
    states: { "two flags": 505, "one flag": 239, "a conflict": 593, "an answer": 6763 },
  },
  {
    store: "PRAM",
    name: "register-pram",
    source: "Lipton and Sandberg 1988",
    bugs: bugs.pramBugs,
    states: { "two flags": 539, "one flag": 239, "a conflict": 627, "an answer": 8357 },
  },
  {
    store: "eventual",
    name: "register-eventual",
    source: "Thomas 1979; Terry et al. 1995",
    bugs: bugs.eventualBugs,
    states: { "two flags": 539, "one flag": 381, "a conflict": 467, "an answer": 8357 },
  },
  {
    store: "any copy, sessions",
    name: "register-sessions",
    source: "Terry, Demers, Petersen, Spreitzer, Theimer and Welch 1994",
    bugs: bugs.sessionBugs,
    states: { "one flag": 54_273, "a conflict": 175_426 },
  },
  { store: "any copy", name: "register-any-copy", bugs: bugs.anyCopyBugs, states: {} },
  {
    store: "naive",
    name: "register-naive",
    bugs: bugs.naiveBugs,
    states: { "two flags": 369, "one flag": 251, "a conflict": 627, "an answer": 4931 },
  },
];

/** The kits, the strongest store first. */
export const kits: readonly StoreKit[] = entries.map(kitOf);

function kitOf({ store: named, name, source, bugs, states }: Entry): StoreKit {
  const store = stores.find((each) => each.name === named)!;
  return {
    name,
    words: `registers, ${store.words}`,
    ...(source === undefined ? {} : { source }),
    labels,
    invariants: [...safetyOf(store).map(keeps), ...eachOf(store).map(keepsForEach)],
    bugs,
    storms: stormsFor(store),
    instances: instancesFor(store.protocol, states),
  };
}

function eachOf({ promisesEach = [] }: Store): readonly LevelName[] {
  return promisesEach as readonly LevelName[];
}

/** What must hold all the time; the rest is judged when a run is over. */
function safetyOf({ promises }: Store): LevelName[] {
  return (promises as readonly LevelName[]).filter((promise) => promise !== AT_THE_END);
}
