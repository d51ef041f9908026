/** Which range had which keys, and when: a run of orders, seen from above. @module */

import type { Operation } from "../../multiraft/range/commands.ts";
import type { GroupId, Range } from "../../multiraft/range/interval.ts";
import { hasBegun, rangeOf } from "../../multiraft/range/state.ts";
import type { Message, Order } from "../../multiraft/messages.ts";
import { multiraft } from "../../multiraft/multiraft.ts";
import type { Options } from "../../multiraft/settings.ts";
import type { NodeState } from "../../multiraft/state.ts";
import type { History } from "../../model/history.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { advance } from "../advance.ts";

/** What is asked for, and when, in ms. */
export interface Asked {
  /** When. */
  readonly at: number;
  /** A client's operation, or an order about the range of a key. */
  readonly input: Operation | { readonly key: string; readonly order: Order };
}

/** A run to look at. */
export interface KeyspaceRun {
  /** How the nodes are set. */
  readonly options: Options;
  /** How many nodes there are. */
  readonly nodes: number;
  /** What is asked, by one client each. */
  readonly asked: readonly (readonly Asked[])[];
  /** From when it is looked at, in ms; default 0. */
  readonly fromMs?: number;
  /** When it ends, in ms. */
  readonly endMs: number;
  /** How long each message takes, in ms; default 1. */
  readonly latencyMs?: number;
  /** What decides the rest; default 1. */
  readonly seed?: number;
}

/** A range as long as it was the same. */
export interface Stay extends Range {
  /** From when, in ms: when the first of its replicas was so. */
  readonly from: number;
  /** Until when, in ms. */
  readonly to: number;
  /** Whether it has stopped, to become a part of another. */
  readonly stopped: boolean;
}

/** What came of it. */
export interface Keyspace {
  /** Every range at every time. */
  readonly stays: readonly Stay[];
  /** What the clients saw. */
  readonly history: History;
}

/** How often it is looked at, in ms. */
const EVERY_MS = 2;

/** Runs it, and writes down which range had which keys. */
export function keyspace(run: KeyspaceRun): Keyspace {
  const { options, nodes, asked, fromMs = 0, endMs, latencyMs = 1, seed = 1 } = run;
  const world = new World({
    protocol: multiraft(options),
    nodes,
    seed,
    network: { latency: constant(latencyMs) },
    clients: { workload: asked, ask: (input) => messageOf(input as Asked["input"]) },
  });
  const open = new Map<GroupId, Stay>(), stays: Stay[] = [];
  advance(world, fromMs);
  for (let at = fromMs; at <= endMs; at += EVERY_MS) {
    const now = newest(world.states);
    for (const [group, stay] of open) {
      const after = now.get(group);
      if (after !== undefined && isSame(stay, after)) continue;
      stays.push({ ...stay, to: at });
      open.delete(group);
    }
    for (const [group, range] of now) {
      if (!open.has(group)) open.set(group, { ...range, from: at, to: endMs });
    }
    advance(world, EVERY_MS);
  }
  return { stays: [...stays, ...open.values()].sort(inOrder), history: world.history };
}

/** The message that asks for it. */
export function messageOf(input: Asked["input"]): Message {
  return "order" in input ? { type: "order", ...input } : { type: "ask", operation: input };
}

/** The newest that any replica of each group is, left out those whose range is a part of another. */
function newest(states: readonly (Readonly<NodeState> | undefined)[]) {
  const found = new Map<GroupId, Omit<Stay, "from" | "to">>(), over = new Set<GroupId>();
  for (const state of states) {
    for (const [group, { conf }] of state?.tombstones ?? []) if (conf === null) over.add(group);
    for (const [group, { group: { machine } }] of state?.replicas ?? []) {
      if (!hasBegun(machine) || (found.get(group)?.version ?? 0) >= machine.version) continue;
      found.set(group, { ...rangeOf(machine), stopped: machine.merging !== null });
      for (const other of machine.absorbed) over.add(other);
    }
  }
  for (const group of over) found.delete(group);
  return found;
}

function isSame(a: Pick<Stay, "version">, b: Pick<Stay, "version">): boolean {
  return a.version === b.version;
}

function inOrder(a: Stay, b: Stay): number {
  return a.from - b.from || (a.start < b.start ? -1 : 1);
}

/** Places on an axis for keys, in their order and at the same distance; the end of all keys is the last. */
export function placesOf(keys: readonly string[]): (key: string | null) => number {
  const sorted = [...new Set(["", ...keys])].sort();
  return (key) => key === null ? sorted.length : sorted.indexOf(key);
}

/** The same as a picture needs it: keys as places on an axis, and names with versions. */
export function drawnStays(stays: readonly Stay[], keys: readonly string[]): {
  readonly name: string;
  readonly note: string;
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
  readonly stopped: boolean;
}[] {
  const at = placesOf(keys);
  return stays.map(({ group, version, start, end, from, to, stopped }) => ({
    name: `range ${group}`,
    note: `version ${version}`,
    ...{ from, to, stopped },
    low: at(start),
    high: at(end),
  }));
}
