/** Nodes that chat, once with each clock, and what that clock promises of its stamps. @module */

import { type AnyKit, anyKit, type Kit } from "../../kit/kit.ts";
import type { Invariant } from "../../model/invariant.ts";
import { hybridBugs, lamportBugs, matrixBugs, vectorBugs, wallBugs } from "./bugs.ts";
import type { ClockBugs } from "./bugs/bug.ts";
import type { Chat, Clock, Saved, Speak, State } from "./chatter.ts";
import { hybrids, logical, matrices, vectors, wall } from "./clocks.ts";
import { type Bounds, instanceOf } from "./instances.ts";
import {
  causesFirst,
  claimsNothingTooMuch,
  closeToTheWall,
  decidesCausality,
  knowsWhatOthersKnow,
  ownEventsInOrder,
  smallCounter,
} from "./invariants.ts";
import { labelsOf } from "./labels.ts";
import { neverGoesBack } from "./never_goes_back.ts";
import { type ClockChange, crashesFor, stormsFor } from "./storms.ts";

/** How far wall clocks are apart at most, in ms. */
const APART_MS = 10;
/**
 * A message takes longer than this, so wall clocks that are no further apart and never step back keep causes
 * first; in ms.
 */
const SYNCHRONISED_MS = 1.8;

/** The kit of a clock. */
export type ClockKit<C> = Kit<State<C>, Chat<C>, Speak, Saved<C>, ClockChange<C>>;

/** What is to be said of a clock. */
interface Entry<C> {
  readonly name: string;
  readonly words: string;
  readonly source?: string;
  readonly clock: Clock<C>;
  readonly invariants: readonly Invariant<State<C>>[];
  readonly bugs: ClockBugs<C>;
  readonly apartMs?: number;
  /** What is explored; nothing without it. */
  readonly small?: Bounds;
  /** For clocks that outlive a crash: what is explored then, and what holds though wall clocks jump. */
  readonly crashing?: {
    readonly bounds: Bounds;
    readonly invariants: readonly Invariant<State<C>>[];
  };
}

function kitOf<C>(entry: Entry<C>): ClockKit<C> {
  const { name, words, source, clock, invariants, bugs, apartMs = APART_MS } = entry;
  const { small, crashing } = entry;
  return {
    name,
    words,
    ...(source === undefined ? {} : { source }),
    labels: labelsOf(clock),
    invariants,
    bugs,
    storms: {
      ...stormsFor(clock, apartMs),
      ...(crashing === undefined ? {} : { crashes: crashesFor(clock, crashing.invariants) }),
    },
    instances: {
      ...(small === undefined ? {} : { "a few events": instanceOf(clock, small) }),
      ...(crashing === undefined ? {} : { "a crash": instanceOf(clock, crashing.bounds) }),
    },
  };
}

const wallKit = kitOf({
  name: "clock-wall",
  words: "stamps of wall clocks that are nearer to each other than a message is fast",
  clock: wall,
  invariants: [causesFirst(wall)],
  bugs: wallBugs,
  apartMs: SYNCHRONISED_MS,
});

const lamportPromises = [
  ownEventsInOrder(logical),
  causesFirst(logical),
  neverGoesBack(logical),
];

const lamportKit = kitOf({
  name: "clock-lamport",
  words: "logical clocks: what happened before has the smaller stamp",
  source: "Lamport 1978, Time, clocks, and the ordering of events in a distributed system",
  clock: logical,
  invariants: lamportPromises,
  bugs: lamportBugs,
  small: { nodes: 3, events: 2, states: 2202 },
  crashing: {
    bounds: { nodes: 2, events: 2, crashes: 1, states: 531 },
    invariants: lamportPromises,
  },
});

const vectorKit = kitOf({
  name: "clock-vector",
  words: "vector clocks: stamps are ordered exactly as events are",
  source: "Fidge 1988; Mattern 1989",
  clock: vectors,
  invariants: [decidesCausality(vectors)],
  bugs: vectorBugs,
  small: { nodes: 2, events: 3, states: 1043 },
});

const matrixKit = kitOf({
  name: "clock-matrix",
  words: "matrix clocks: what I know that you know",
  source: "Wuu and Bernstein 1984; Sarin and Lynch 1987",
  clock: matrices,
  invariants: [claimsNothingTooMuch, knowsWhatOthersKnow, decidesCausality(matrices)],
  bugs: matrixBugs,
  small: { nodes: 2, events: 3, states: 1043 },
});

const hybridPromises = [
  ownEventsInOrder(hybrids),
  causesFirst(hybrids),
  neverGoesBack(hybrids),
  smallCounter,
];

const hybridKit = kitOf({
  name: "clock-hybrid",
  words: "hybrid logical clocks: logical, and close to the wall clock",
  source: "Kulkarni, Demirbas, Madappa, Avva and Leone 2014, figure 5",
  clock: hybrids,
  // Close to a wall clock that does not jump.
  invariants: [...hybridPromises, closeToTheWall(APART_MS)],
  bugs: hybridBugs,
  small: { nodes: 2, events: 2, states: 309, clocks: [0, 1] },
  crashing: {
    bounds: { nodes: 2, events: 2, crashes: 1, states: 5868, clocks: [0, 1] },
    invariants: hybridPromises,
  },
});

/** The kits of all clocks. */
export const kits: readonly AnyKit[] = [
  anyKit(wallKit),
  anyKit(lamportKit),
  anyKit(vectorKit),
  anyKit(matrixKit),
  anyKit(hybridKit),
];
