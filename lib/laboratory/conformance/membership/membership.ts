/** A membership as the suite sees it, and one trial of it. @module */

import type { NodeId, Tagged } from "../../../model/protocol.ts";
import type { Schedule } from "../../../sim/fault.ts";
import type { Invariant } from "../../../model/invariant.ts";
import { uniform } from "../../../sim/latency.ts";
import type { NetworkOptions } from "../../../sim/network_options.ts";
import type { WeatherKind } from "../../../sim/weather.ts";
import { World } from "../../../sim/world.ts";
import { type AnyProtocol, type AnyWorld, violationOf } from "../service.ts";

/** A protocol that keeps views of who is there. */
export interface Membership {
  /** What it is called in tests. */
  readonly name: string;
  /** How many nodes there are; 4 or more. */
  readonly nodes: number;
  /** What every node runs, where the first `members` know each other from the start and the others wait to be told. */
  protocol(members: number): AnyProtocol;
  /** The members that a node sees, itself among them, and the incarnation of each. */
  view(state: unknown): ReadonlyMap<NodeId, number>;
  /** Whether a node takes itself for a member; default: whether it is in its own view. */
  readonly isIn?: (state: unknown) => boolean;
  /** The message by which an operator has a node join through these. */
  join(contacts: readonly NodeId[]): Tagged;
  /** The message by which an operator has a member leave. */
  leave(): Tagged;
  /** What happens to it, besides messages that are late and lost. */
  readonly endures: readonly WeatherKind[];
  /** Within what time all know who crashed, and all is mended that was wrong, in ms. */
  readonly withinMs: number;
}

/** When somebody crashes, joins, leaves, or is cut off, in ms. */
export const CRASH_MS = 1500;

/** One run of a guarantee. */
export interface Trial {
  /** How many are members from the start; default: all. */
  readonly members?: number;
  /** What goes wrong. */
  readonly faults?: Schedule;
  /** What the network does; default: messages are a little late, and some come twice. */
  readonly network?: NetworkOptions;
  /** What must hold at any time. */
  readonly invariants?: readonly Invariant<unknown>[];
  /** What an operator says, just before `CRASH_MS`. */
  readonly told?: { readonly node: NodeId; readonly message: Tagged };
  /** How long it lasts, in ms. */
  readonly forMs: number;
  /** What is wrong at its end, if anything is; `first` are the incarnations in which members were just before `CRASH_MS`. */
  judge(world: AnyWorld, first: readonly number[]): string | undefined;
}

/** Messages are a little late, and some come twice. */
export const calm: NetworkOptions = { latency: uniform(1, 20), duplication: 0.02 };

/** Besides, some are lost. */
export const lossy: NetworkOptions = { ...calm, loss: 0.02 };

/** What is wrong with a run, if anything is. */
export function tried(
  { protocol, nodes, view }: Membership,
  seed: number,
  { members = nodes, faults = [], network = calm, invariants = [], told, forMs, judge }: Trial,
): string | undefined {
  const world: AnyWorld = new World({
    protocol: protocol(members),
    nodes,
    network,
    faults,
    invariants,
    seed,
    trace: "none",
  });
  world.run(CRASH_MS - 1);
  const first = world.states.map((state, node) =>
    state === undefined ? -Infinity : view(state).get(node) ?? -Infinity
  );
  if (told !== undefined) world.tell(told.node, told.message);
  world.run(forMs - world.now);
  return violationOf(world) ?? judge(world, first);
}
