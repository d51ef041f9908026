/** How news spreads that goes with probes and answers: in time that grows with the logarithm of the group. @module */

import type { Settings } from "../../../membership/swim/settings.ts";
import { stageOf } from "./stage.ts";

/** How one piece of news spread. */
export interface Spread {
  /** How many members there are. */
  readonly nodes: number;
  /** By the number of periods since the news, from 0, how many members have heard it. */
  readonly heard: readonly number[];
  /** After how many periods half of them had. */
  readonly half: number;
  /** After how many periods all of them had; null if they had not when it was given up. */
  readonly all: number | null;
}

/** When a member says that it leaves, in ms. */
const LEAVE_MS = 2000;
/** After so many periods nobody waits any more. */
const PATIENCE = 100;

/** Watches how the news spreads that node 0 leaves. */
export function spreadOf(
  nodes: number,
  { seed = 1, loss = 0, settings = {} }: {
    readonly seed?: number;
    readonly loss?: number;
    readonly settings?: Partial<Settings>;
  } = {},
): Spread {
  const world = stageOf({ nodes, seed, loss, settings: { syncMs: 0, ...settings } });
  world.run(LEAVE_MS);
  world.tell(0, { type: "leave" });
  const heard = [0], others = nodes - 1;
  while (heard.at(-1)! < others && heard.length <= PATIENCE) {
    world.run(1000);
    heard.push(world.states.filter((s) => s?.known.get(0)?.status === "left").length);
  }
  const all = heard.indexOf(others);
  return {
    nodes,
    heard,
    half: heard.findIndex((count) => count >= others / 2),
    all: all < 0 ? null : all,
  };
}
