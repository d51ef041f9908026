/** Clusters with a placement driver, and what there is to see of them. @module */

import type { Clients } from "../../../model/clients.ts";
import type { Latency } from "../../../model/latency.ts";
import type { NodeId } from "../../../model/protocol.ts";
import type { Fault } from "../../../sim/fault.ts";
import type { NetworkOptions } from "../../../sim/network_options.ts";
import { World } from "../../../sim/world.ts";
import type { Operation } from "../../range/commands.ts";
import { hasBegun } from "../../range/state.ts";
import type { FirstRange } from "../../settings.ts";
import type { Group } from "../../state.ts";
import { driven, type DrivenOptions } from "../driven.ts";
import type { DrivenMessage, DrivenRecord, DrivenTimer } from "../messages.ts";
import type { Site } from "../settings.ts";
import type { DrivenState, Soft } from "../state.ts";

/** A run of such a cluster. */
export type DrivenWorld = World<DrivenState, DrivenMessage, DrivenTimer, DrivenRecord>;

/** How ranges are placed at first. */
export interface Placed {
  /** How many there are. */
  readonly groups: number;
  /** The nodes that have them. */
  readonly nodes: readonly NodeId[];
  /** How many replicas each has; default 3. */
  readonly replicas?: number;
}

/** The key number `i` of those that are used here. */
export function keyOf(i: number): string {
  return `k${String(i).padStart(6, "0")}`;
}

/** Ranges of 100 keys each, as many on each node: in time, any two nodes have one in common. */
export function evenRanges({ groups, nodes, replicas = 3 }: Placed): FirstRange[] {
  const others = nodes.length - 1;
  if (replicas > nodes.length) {
    throw new RangeError(
      `Cannot place ranges because no node has two replicas of one: ` +
        `given ${replicas} replicas, ${nodes.length} nodes`,
    );
  }
  return Array.from({ length: groups }, (_, i) => {
    const round = Math.floor(i / nodes.length);
    const steps = Array.from({ length: replicas - 1 }, (_, j) => 1 + (round * 2 + j) % others);
    return {
      group: i + 1,
      start: i === 0 ? "" : keyOf(100 * i),
      end: i === groups - 1 ? null : keyOf(100 * (i + 1)),
      members: [0, ...steps].map((step) => nodes[(i + step) % nodes.length]!),
    };
  });
}

/** The nodes 0, 1, …. */
export function nodesUpTo(count: number): NodeId[] {
  return Array.from({ length: count }, (_, node) => node);
}

/** Racks of so many nodes each. */
export function racksOf(size: number): (node: NodeId) => Site {
  return (node) => ({ zone: `rack ${Math.floor(node / size)}`, capacity: 1 });
}

/** What is run. */
export interface Play {
  /** The protocol's options. */
  readonly options: DrivenOptions;
  /** How many nodes there are. */
  readonly nodes: number;
  /** Default 1. */
  readonly seed?: number;
  /** What goes wrong. */
  readonly faults?: readonly Fault[];
  /** What each client asks, in turn. */
  readonly workload?: Clients<DrivenMessage>["workload"];
  /** The nodes that clients ask; default: all. */
  readonly gateways?: readonly NodeId[];
  /** The pause of a client between two operations; default 1 ms. */
  readonly think?: Latency;
  /** How messages travel; default: each takes 1 ms. */
  readonly network?: NetworkOptions;
  /** Whether states and messages are checked to be plain data; default false. */
  readonly strict?: boolean;
  /** Is told of every message. */
  readonly tap?: (
    sent: { readonly from: NodeId; readonly to: NodeId; readonly body: unknown },
  ) => void;
}

/** Sets a cluster up. A client that waits 3 s for an answer does not know whether it was done. */
export function worldOf(
  { options, nodes, seed = 1, faults = [], workload = [], strict = false, ...play }: Play,
): DrivenWorld {
  const { tap, think, network, gateways = nodesUpTo(nodes) } = play;
  return new World<DrivenState, DrivenMessage, DrivenTimer, DrivenRecord>({
    protocol: driven(options),
    nodes,
    seed,
    faults,
    trace: "none",
    strict,
    ...(tap !== undefined && { tap }),
    ...(network !== undefined && { network }),
    clients: {
      workload,
      ask: (operation): DrivenMessage => ({ type: "ask", operation: operation as Operation }),
      // Whoever is silent is not asked again at once.
      to: ({ client, sequence }) => gateways[(client * 7 + sequence) % gateways.length]!,
      timeoutMs: 3000,
      ...(think !== undefined && { think }),
    },
  });
}

/**
 * What the driver's leader knows; undefined when nobody leads. Of two, the one of the later term.
 */
export function softOf(states: readonly (Readonly<DrivenState> | undefined)[]): Soft | undefined {
  return states.flatMap((s) => s?.driver.soft ?? []).sort((a, b) => b.term - a.term)[0];
}

/**
 * The ranges of a cluster as their leaders have them, in the order of their keys; of two, the one
 * of the later term.
 */
export function leadersOf(
  states: readonly (Readonly<DrivenState> | undefined)[],
): { readonly node: NodeId; readonly group: Readonly<Group> }[] {
  const leaders = new Map<number, { node: NodeId; group: Readonly<Group> }>();
  for (const [node, s] of states.entries()) {
    for (const [id, { group }] of s?.replicas ?? []) {
      if (group.leading === null || !hasBegun(group.machine)) continue;
      const there = leaders.get(id);
      if (there === undefined || there.group.term < group.term) leaders.set(id, { node, group });
    }
  }
  return [...leaders.values()].sort((a, b) =>
    a.group.machine.start < b.group.machine.start ? -1 : 1
  );
}

/** Whether the ranges that have leaders are all keys, and none twice. */
export function isWhole(states: readonly (Readonly<DrivenState> | undefined)[]): boolean {
  const ranges = leadersOf(states).map(({ group }) => group.machine);
  return ranges.length > 0 && ranges[0]!.start === "" && ranges.at(-1)!.end === null &&
    ranges.every((range, i) => i === 0 || ranges[i - 1]!.end === range.start);
}
