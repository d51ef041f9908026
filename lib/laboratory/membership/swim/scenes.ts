/**
 * Short runs of four members, each of which shows one idea of SWIM in a space-time diagram. Messages take 5 ms, and a
 * period 100; node 0 probes node 1 first.
 *
 * @module
 */

import type { Settings } from "../../../membership/swim/settings.ts";
import { swim } from "../../../membership/swim/swim.ts";
import type { Trace, TraceEvent } from "../../../model/trace.ts";
import type { Fault } from "../../../sim/fault.ts";
import { constant } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";
import { assertOneOf } from "../../asked.ts";

/** What is shown. */
export type SceneName =
  | "a probe"
  | "a bad link"
  | "a false suspicion"
  | "a crash"
  | "a newcomer"
  | "a farewell";

/** A run to be drawn. */
export interface Scene {
  /** What happens, in a sentence. */
  readonly words: string;
  /** The run, with the state of each node whenever it changed; times are in ms. */
  readonly trace: Trace;
}

interface Script {
  readonly words: string;
  readonly settings?: Partial<Settings>;
  readonly faults?: readonly Fault[];
  /** What an operator tells node 3, at `AT_MS`. */
  readonly told?: "join" | "leave";
  readonly forMs: number;
}

const NODES = 4;
const AT_MS = 30;
const SEEDS = 200;

const scripts: Readonly<Record<SceneName, Script>> = {
  "a probe": {
    words: "Node 0 asks node 1 whether it is there, and it is.",
    forMs: 120,
  },
  "a bad link": {
    words:
      "Nodes 0 and 1 do not hear each other. Node 0 asks two others, and hears of node 1 by them.",
    faults: [{ kind: "partition", at: 0, forMs: 1000, sides: [[0], [1]] }],
    forMs: 200,
  },
  "a false suspicion": {
    words:
      "Node 1 sleeps. It is suspected, hears of that when it wakes, and says that it is alive.",
    faults: [{ kind: "pause", at: 5, node: 1, forMs: 260 }],
    forMs: 480,
  },
  "a crash": {
    words: "Node 1 crashes. It is suspected, says nothing, and is taken for dead.",
    faults: [{ kind: "crash", at: 5, node: 1 }],
    forMs: 800,
  },
  "a newcomer": {
    words: "Node 3 joins through node 0, and the others hear of it by the way.",
    settings: { members: 3 },
    told: "join",
    forMs: 260,
  },
  "a farewell": {
    words: "Node 3 leaves, and goes when it has told so.",
    told: "leave",
    forMs: 320,
  },
};

/** All scenes. */
export const SCENES: readonly SceneName[] = Object.keys(scripts) as SceneName[];

/**
 * Plays a scene, with other settings if there are any; throws `RangeError` if there is none of this name, or if node 0
 * then probes others first.
 */
export function sceneOf(name: SceneName, settings: Partial<Settings> = {}): Scene {
  assertOneOf("play a scene", "its name", name, SCENES);
  const { words, ...script } = scripts[name];
  for (let seed = 1; seed <= SEEDS; seed++) {
    const trace = played(script, settings, seed);
    if (trace.find(isPing)?.to === 1) return { words, trace };
  }
  throw new RangeError(
    `Cannot play "${name}" because node 0 must probe node 1 first on some seed up to ${SEEDS}: ` +
      `given settings with which it does not`,
  );
}

function played(
  { faults = [], told, forMs, settings: own = {} }: Omit<Script, "words">,
  settings: Partial<Settings>,
  seed: number,
): Trace {
  const usual = { periodMs: 100, timeoutMs: 30, helpers: 2, syncMs: 0, suspicionPeriods: 3 };
  const world = new World({
    protocol: swim({ ...usual, ...own, ...settings }),
    nodes: NODES,
    network: { latency: constant(5) },
    faults,
    seed,
    states: true,
  });
  world.run(AT_MS);
  if (told === "join") world.tell(3, { type: "join", contacts: [0] });
  if (told === "leave") world.tell(3, { type: "leave" });
  world.run(forMs - AT_MS);
  return world.trace;
}

function isPing(event: TraceEvent): event is TraceEvent & { readonly kind: "send" } {
  return event.kind === "send" && event.from === 0 &&
    (event.body as { type: string }).type === "ping";
}
