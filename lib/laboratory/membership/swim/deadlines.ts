/** How long a suspicion lasts, by the number of those who confirm it, and how long a crash takes to be known. @module */

import { type Settings, settings, suspicionDeadlines } from "../../../membership/swim/settings.ts";
import { assertWhole } from "../../asked.ts";
import { mean } from "../../measured.ts";
import { stageOf } from "./stage.ts";

/** How long a suspicion lasts. */
export interface Deadline {
  /** How many members there are. */
  readonly nodes: number;
  /** How many others have confirmed it. */
  readonly confirmations: number;
  /** After how many ms it is death. */
  readonly ms: number;
}

/** The deadlines of groups of these sizes. */
export function deadlines(
  sizes: readonly number[],
  chosen: Partial<Settings> = {},
): readonly Deadline[] {
  return sizes.flatMap((nodes) =>
    suspicionDeadlines({ ...settings, ...chosen }, nodes).map((ms, confirmations) => (
      { nodes, confirmations, ms }
    ))
  );
}

/** How long after a crash others know. */
export interface CrashKnown {
  /** When the first suspects it, in ms, on average. */
  readonly suspectedMs: number;
  /** When the first takes it for dead, in ms, on average. */
  readonly deadMs: number;
  /** When all do, in ms, on average. */
  readonly allMs: number;
}

const CRASH_MS = 5000;
const STEP_MS = 50;
const PATIENCE_MS = 600_000;

/**
 * Watches a crash in each of so many runs. Throws `RangeError` where there is none to watch, or where with these settings
 * not all know of it within ten minutes.
 */
export function crashKnown(
  chosen: Partial<Settings> = {},
  { nodes = 50, runs = 10 } = {},
): CrashKnown {
  assertWhole("watch a crash", { nodes }, 2);
  assertWhole("watch a crash", { runs }, 1);
  const seen = Array.from({ length: runs }, (_, i) => watchCrash(chosen, nodes, i + 1));
  return {
    suspectedMs: mean(seen.map(({ suspectedMs }) => suspectedMs)),
    deadMs: mean(seen.map(({ deadMs }) => deadMs)),
    allMs: mean(seen.map(({ allMs }) => allMs)),
  };
}

function watchCrash(chosen: Partial<Settings>, nodes: number, seed: number): CrashKnown {
  const faults = [{ kind: "crash", at: CRASH_MS, node: 0 }] as const;
  const world = stageOf({ nodes, seed, settings: chosen, faults });
  world.run(CRASH_MS);
  let suspectedMs = 0, deadMs = 0;
  while (world.now < CRASH_MS + PATIENCE_MS) {
    world.run(STEP_MS);
    const held = world.states.map((s) => s?.known.get(0)?.status);
    const ms = world.now - CRASH_MS, dead = held.filter((status) => status === "dead").length;
    if (suspectedMs === 0 && held.some((status) => status !== undefined)) suspectedMs = ms;
    if (deadMs === 0 && dead > 0) deadMs = ms;
    if (dead === nodes - 1) return { suspectedMs, deadMs, allMs: ms };
  }
  throw new RangeError(
    `Cannot watch a crash because all must know of it within ${PATIENCE_MS} ms: ` +
      `given settings with which they do not`,
  );
}
