/** Stories of SWIM are played, and told where they end badly. @module */

import { type Grading, runFor, Wrong } from "hb/grade/part.ts";
import { said } from "hb/grade/said.ts";
import type { Invariant } from "hb/model/invariant.ts";
import { World } from "hb/sim/world.ts";
import type { Schedule } from "hb/sim/fault.ts";
import type { NetworkOptions } from "hb/sim/network_options.ts";
import type { NodeId, RunningSwim, SwimMessage, SwimOptions } from "../given.ts";
import { allSee, isMember, isOut, rules } from "./swim_rules.ts";
import {
  asProtocol,
  type Begin,
  latency,
  NODES,
  options,
  type SwimScenario,
  type SwimWorld,
} from "./swim_world.ts";

/** What an operator says. */
export interface Told {
  readonly at: number;
  readonly node: NodeId;
  readonly message: Extract<SwimMessage, { readonly type: "join" | "leave" }>;
}

/** What happens, and what must come of it. Times are in ms. */
export interface Story {
  readonly words: string;
  readonly why: string;
  readonly options?: Partial<SwimOptions>;
  readonly nodes?: number;
  readonly network?: NetworkOptions;
  readonly faults?: Schedule;
  readonly told?: readonly Told[];
  /** When all must hold of each what it is. */
  readonly at: readonly number[];
  /** Who takes itself for no member then. */
  readonly out?: readonly { readonly at: number; readonly node: NodeId }[];
  /** Who takes itself for a member then: where nobody did, all would be well. */
  readonly in?: readonly { readonly at: number; readonly node: NodeId }[];
  /** Whether a disk is wiped. */
  readonly wiped?: boolean;
  /** What else holds all the time. */
  readonly always?: (swim: RunningSwim) => Invariant<unknown>;
  /** Whether what nodes have in common is looked for elsewhere, as that takes two runs more. */
  readonly alone?: boolean;
  /** Whether it takes long: it is not made shorter then, and not drawn. */
  readonly isLong?: boolean;
  /** How many seeds; default 1. */
  readonly seeds?: number;
}

const MANY_EVENTS = 60_000;

/** Requires that a story ends well. */
export function happens(begin: Begin, story: Story, grading: Grading): void {
  const { words, why, nodes = NODES, network = { latency }, faults = [], wiped = false } = story;
  const running = begin({ ...options, members: nodes, ...story.options });
  // Whatever looks at all pairs of many after each step takes too long.
  const always = nodes > 10 ? [] : rules(running, wiped);
  const scenario = {
    protocol: asProtocol(running),
    nodes,
    network,
    faults,
    invariants: [...always, ...story.always === undefined ? [] : [story.always(running)]],
  };
  try {
    if (story.isLong) return inWordsOnly(scenario, running, story, grading);
    const drive = (world: SwimWorld) => goThrough(world, running, story);
    grading.sweep(scenario, {
      seeds: story.seeds ?? 1,
      drive,
      alone: story.alone ?? false,
      shrinkRuns: 30,
    });
  } catch (thrown) {
    // The same error: the run that it stands for is drawn.
    if (thrown instanceof Wrong) {
      thrown.message = said({
        asked: `${nodes} nodes; ${words}${operations(story)}`,
        came: thrown.message,
        must: `at ${story.at.join(" ms, and at ")} ms all members hold of each what it is`,
        why,
      });
    }
    throw thrown;
  }
}

function inWordsOnly(
  scenario: SwimScenario,
  running: RunningSwim,
  story: Story,
  grading: Grading,
): void {
  for (const seed of grading.seeds(story.seeds ?? 1)) {
    const world: SwimWorld = new World({ ...scenario, seed, trace: "none" });
    goThrough(world, running, story);
    const { violation } = world;
    if (violation === undefined) continue;
    const at = `at ${Math.round(violation.at)} ms of seed ${seed}`;
    if (violation.error !== undefined) {
      grading.asked(() => {
        throw violation.error;
      }, () => at);
    }
    throw new Wrong(`${at}: ${violation.words}`);
  }
}

/** What an operator says, and when. */
function operations({ told = [] }: Story): string {
  if (told.length === 0) return "";
  const lines = told.map(({ at, node, message }) =>
    message.type === "leave"
      ? `at ${at} ms node ${node} is told to leave`
      : `at ${at} ms node ${node} is told to join through ${message.contacts.join(" ") || "nobody"}`
  );
  return `; ${lines.join(", ")}`;
}

function goThrough(
  world: SwimWorld,
  running: RunningSwim,
  story: Story,
): void {
  const { told = [], at, out = [] } = story;
  const steps: (Told | number)[] = [...told, ...at];
  const whenOf = (step: Told | number) => typeof step === "number" ? step : step.at;
  for (const step of steps.sort((a, b) => whenOf(a) - whenOf(b))) {
    runFor(world, Math.max(0, whenOf(step) - world.now), MANY_EVENTS);
    if (world.violation !== undefined) return;
    if (typeof step === "number") {
      world.require(allSee(running));
      for (const { at, node } of story.in ?? []) {
        if (at === step) world.require(isMember(running, node));
      }
      for (const { at, node } of out) if (at === step) world.require(isOut(running, node));
    } else if (world.states[step.node] !== undefined) world.tell(step.node, step.message);
  }
}
