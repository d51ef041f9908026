/**
 * Faults are data. A schedule is a list of them: it prints, replays and shrinks. There are two sorts:
 * what befalls nodes and links at a time, and what befalls one message, named by its link and its
 * number on it, so that taking one fault out of a schedule leaves the meaning of the others alone.
 *
 * @module
 */

import { endlessMs, notNegative } from "../model/latency.ts";
import type { NodeId } from "../model/protocol.ts";

/** What a crash does to journal records that were saved but not yet durable. */
export type Unsynced =
  /** They are gone. */
  | "lost"
  /** The first half of them is there; the record that was being written is torn, and so is dropped. */
  | "torn"
  /** They had just become durable, though nobody had been told. */
  | "kept";

/** A message on its way: the `nth` (from 1) that `from` ever sent to `to`. */
export interface OnMessage {
  /** Who sends it. */
  readonly from: NodeId;
  /** Who is to receive it. */
  readonly to: NodeId;
  /** Its number on the link, from 1. */
  readonly nth: number;
}

/** Something that goes wrong. Times and spans are in ms of virtual time. */
export type Fault =
  | {
    readonly kind: "crash";
    readonly at: number;
    readonly node: NodeId;
    /** Then it restarts from its journal; without it, the node stays down. */
    readonly downMs?: number;
    /** Default "lost". */
    readonly unsynced?: Unsynced;
    /** "wiped": everything that it ever saved is gone, and it restarts as a newborn; default "kept". */
    readonly disk?: "kept" | "wiped";
  }
  | { readonly kind: "pause"; readonly at: number; readonly node: NodeId; readonly forMs: number }
  | {
    readonly kind: "partition";
    readonly at: number;
    readonly forMs: number;
    /** No message passes from the first side to the second, nor back unless `oneWay`. */
    readonly sides: readonly [readonly NodeId[], readonly NodeId[]];
    readonly oneWay?: boolean;
  }
  | {
    readonly kind: "slow";
    readonly at: number;
    readonly forMs: number;
    readonly from: NodeId;
    readonly to: NodeId;
    /** Added to the latency of what is sent meanwhile. */
    readonly byMs: number;
  }
  | {
    readonly kind: "late";
    readonly at: number;
    readonly forMs: number;
    readonly from: NodeId;
    readonly to: NodeId;
    /** Of what is sent meanwhile and arrives, a copy arrives after this long: in a later term or view. */
    readonly latencyMs: number;
  }
  | {
    readonly kind: "clock";
    readonly at: number;
    readonly node: NodeId;
    /** What `io.now()` jumps by; may be negative. */
    readonly jumpMs: number;
  }
  | {
    readonly kind: "drift";
    readonly at: number;
    readonly node: NodeId;
    /** What its clock gains from then on, in millionths; timers that are under way do not notice. */
    readonly driftPpm: number;
  }
  | {
    readonly kind: "stall";
    readonly at: number;
    readonly forMs: number;
    /** Its clock shows the same all the while, and then goes on from there; timers do not notice. */
    readonly node: NodeId;
  }
  | OnMessage & { readonly kind: "lose" }
  | OnMessage & { readonly kind: "duplicate"; readonly latencyMs: number }
  | OnMessage & { readonly kind: "delay"; readonly latencyMs: number };

/** A list of faults, in no particular order. */
export type Schedule = readonly Fault[];

/** What a number is called of which a message may be: a node by its number, a client as it is known. */
export type NameOf = (node: NodeId) => string;

/** One fault in words, as failure reports print it. */
export function describe(fault: Fault, name: NameOf = String): string {
  switch (fault.kind) {
    case "crash":
      return `at ${ms(fault.at)} node ${fault.node} crashes` +
        (fault.downMs === undefined
          ? " and stays down"
          : ` and restarts ${ms(fault.downMs)} later`) +
        (fault.unsynced ? `, unsynced writes ${fault.unsynced}` : "") +
        (fault.disk === "wiped" ? ", its disk wiped" : "");
    case "pause":
      return `at ${ms(fault.at)} node ${fault.node} pauses for ${ms(fault.forMs)}`;
    case "partition": {
      const [left, right] = fault.sides.map((side) => side.join(","));
      const arrow = fault.oneWay ? "cannot reach" : "and";
      return `at ${ms(fault.at)} nodes {${left}} ${arrow} {${right}}` +
        `${fault.oneWay ? "" : " are parted"}${lasting(fault.forMs)}`;
    }
    case "slow":
      return `at ${ms(fault.at)} the link ${fault.from} → ${fault.to} slows by ` +
        `${ms(fault.byMs)}${lasting(fault.forMs)}`;
    case "late":
      return `at ${ms(fault.at)} the link ${fault.from} → ${fault.to} begins to keep copies, for ` +
        `${ms(fault.forMs)}; each arrives after ${ms(fault.latencyMs)}`;
    case "clock":
      return `at ${ms(fault.at)} the clock of node ${fault.node} jumps by ${ms(fault.jumpMs)}`;
    case "drift":
      return `at ${ms(fault.at)} the clock of node ${fault.node} begins to gain ` +
        `${Number(fault.driftPpm.toFixed(3))} ppm`;
    case "stall":
      return `at ${ms(fault.at)} the clock of node ${fault.node} stands still for ${
        ms(fault.forMs)
      }`;
    case "lose":
      return `message ${fault.nth} from ${name(fault.from)} to ${name(fault.to)} is lost`;
    case "duplicate":
      return `message ${fault.nth} from ${name(fault.from)} to ${name(fault.to)} is duplicated; ` +
        `the copy ${taking(fault.latencyMs)}`;
    case "delay":
      return `message ${fault.nth} from ${name(fault.from)} to ${name(fault.to)} ${
        taking(fault.latencyMs)
      }`;
  }
}

/** A schedule in words, one fault a line; says so when there is none. */
export function describeSchedule(schedule: Schedule, name: NameOf = String): string {
  return schedule.length === 0
    ? "no faults"
    : schedule.map((fault) => describe(fault, name)).join("\n");
}

/** Throws unless `fault` speaks of nodes that exist and of times that can be. */
export function assertFault(fault: Fault, nodes: number): void {
  for (const node of nodesNamed(fault)) assertNode(node, nodes, `a ${fault.kind} fault`);
  if ("at" in fault) notNegative(`time of a ${fault.kind} fault`, fault.at);
  if ("forMs" in fault) notNegative(`span of a ${fault.kind} fault`, fault.forMs);
  if ("latencyMs" in fault) notNegative(`latency of a ${fault.kind} fault`, fault.latencyMs);
  if (fault.kind === "slow") notNegative("delay of a slow link", fault.byMs);
  if (fault.kind === "drift" && !(fault.driftPpm > -1e6 && fault.driftPpm < Infinity)) {
    throw new RangeError(
      `Cannot apply a drift fault because a clock must go forward, which takes more than -1000000 ppm: ` +
        `given ${fault.driftPpm}`,
    );
  }
  if (fault.kind === "crash" && fault.downMs !== undefined) {
    notNegative("span of a crash", fault.downMs);
  }
  if ("nth" in fault && !(Number.isInteger(fault.nth) && fault.nth >= 1)) {
    throw new RangeError(
      `Cannot ${fault.kind} a message because ` +
        `its number on the link must be 1 or more: given ${fault.nth}`,
    );
  }
}

/** Throws unless `node` is one of `nodes` nodes; `what` says who named it. */
export function assertNode(node: NodeId, nodes: number, what: string): void {
  if (Number.isInteger(node) && node >= 0 && node < nodes) return;
  throw new RangeError(
    `Cannot apply ${what} because its node must be one of 0 to ${nodes - 1}: given ${node}`,
  );
}

/** Message faults may also name a client's return address, so they are left out. */
function nodesNamed(fault: Fault): readonly NodeId[] {
  switch (fault.kind) {
    case "crash":
    case "pause":
    case "clock":
    case "drift":
    case "stall":
      return [fault.node];
    case "partition":
      return fault.sides.flat();
    case "slow":
    case "late":
      return [fault.from, fault.to];
    default:
      return [];
  }
}

/** How long a fault lasts; of what lasts until it is lifted nobody knows. */
function lasting(forMs: number): string {
  return forMs === Infinity ? "" : ` for ${ms(forMs)}`;
}

/** How long a message is on its way. */
function taking(latencyMs: number): string {
  return latencyMs >= endlessMs ? "has not arrived" : `takes ${ms(latencyMs)}`;
}

/** Milliseconds as people write them: at most three decimals. */
function ms(value: number): string {
  return `${Number(value.toFixed(3))} ms`;
}
