/**
 * What goes wrong in a run, as its schedule has it: crashes, pauses, partitions, slow links, copies that
 * come late, and clocks that jump, drift and stand still. The word is Jepsen's.
 *
 * @module
 */

import type { NodeId } from "../model/protocol.ts";
import type { Clock } from "./clock.ts";
import { describe, type Fault, type Unsynced } from "./fault.ts";
import type { Network } from "./network.ts";
import type { TraceSink } from "./transport.ts";
import type { EventQueue } from "./queue.ts";

/** The kind of a fault's end. */
export const OVER = 5;
/** The kind of a restart. */
export const RESTART = 6;

/** The part of the nodes that faults reach. */
export interface Victims {
  /** Virtual time, in ms. */
  readonly now: number;
  /** Who can be hit. */
  readonly nodes: {
    /** 1 while a node runs. */
    readonly up: { [node: number]: number };
    /** 1 while it is paused. */
    readonly paused: { [node: number]: number };
    /** Counts its starts and crashes. */
    readonly incarnations: { readonly [node: number]: number };
    /** Its clock. */
    readonly clocks: readonly Clock[];
    /** Takes all from it but what is durable; returns how many records that it had saved are gone. */
    crash(node: NodeId, unsynced: Unsynced): number;
    /** Changes the rate of its clock. */
    drift(node: NodeId, now: number, driftPpm: number): void;
    /** What it has saved. */
    readonly journals: readonly { wipe(): void }[];
  };
}

/** Where faults are written down, and who looks at what they have done. */
export interface Watcher extends TraceSink {
  /** Checks what must hold. */
  check(): void;
}

/** Lets faults begin and end. */
export class Nemesis {
  /** True once all faults have ended for good; from then on the schedule is ignored. */
  healed = false;
  readonly #victims: Victims;
  readonly #queue: EventQueue;
  readonly #network: Network;
  readonly #sink: Watcher;

  /** The ends of faults are put into `queue`. */
  constructor(victims: Victims, queue: EventQueue, network: Network, sink: Watcher) {
    this.#victims = victims;
    this.#queue = queue;
    this.#network = network;
    this.#sink = sink;
  }

  /** A fault sets in. */
  begin(fault: Fault): void {
    const { now, nodes } = this.#victims;
    if (fault.kind === "crash") return this.#crash(fault);
    if (fault.kind === "pause") return this.#pause(fault);
    if (fault.kind === "clock") nodes.clocks[fault.node]!.jump(fault.jumpMs);
    if (fault.kind === "drift") nodes.drift(fault.node, now, fault.driftPpm);
    if (fault.kind === "stall") nodes.clocks[fault.node]!.stall(now);
    const until = "forMs" in fault && fault.forMs < Infinity ? now + fault.forMs : undefined;
    this.#sink.record({
      kind: "fault",
      words: describe(fault),
      nodes: concerned(fault),
      ...(until === undefined ? {} : { until }),
    });
    this.#network.begin(fault);
    if (until !== undefined) this.#queue.push(until, OVER, 0, 0, 0, fault);
  }

  /** Ends all faults for good; clocks go as they were made to. */
  heal(): void {
    this.healed = true;
    const { now, nodes: { clocks } } = this.#victims;
    for (const clock of clocks) clock.mend(now);
  }

  /** A fault is over; true when its node, which has lived on since, must resume. */
  end(fault: Fault, incarnation: number): fault is Fault & { kind: "pause" } {
    this.#network.end(fault);
    const { clocks } = this.#victims.nodes;
    if (fault.kind === "stall") clocks[fault.node]!.resume(this.#victims.now);
    if (fault.kind !== "pause") return false;
    const { incarnations, paused } = this.#victims.nodes;
    return incarnations[fault.node] === incarnation && paused[fault.node] === 1;
  }

  #crash(fault: Fault & { kind: "crash" }): void {
    const { node, downMs, unsynced = "lost", disk } = fault;
    const { now, nodes } = this.#victims;
    if (nodes.up[node] === 0) return;
    const undone = nodes.crash(node, unsynced);
    this.#sink.record({ kind: "crash", node, ...(undone > 0 ? { undone } : {}) });
    // Whoever remembers the node's steps sees that it is down, and that the next ones are of another life.
    this.#sink.check();
    if (disk === "wiped") {
      nodes.journals[node]!.wipe();
      this.#sink.record({
        kind: "fault",
        words: `the disk of node ${node} is wiped`,
        nodes: [node],
      });
    }
    if (downMs === undefined) return;
    this.#queue.push(now + downMs, RESTART, node, nodes.incarnations[node]!, 0, undefined);
  }

  #pause(fault: Fault & { kind: "pause" }): void {
    const { node, forMs } = fault;
    const { now, nodes } = this.#victims;
    if (nodes.up[node] === 0 || nodes.paused[node] === 1) return;
    nodes.paused[node] = 1;
    this.#sink.record({ kind: "pause", node });
    this.#queue.push(now + forMs, OVER, 0, nodes.incarnations[node]!, 0, fault);
  }
}

/** The nodes to mark when a fault sets in. */
function concerned(fault: Fault): readonly NodeId[] {
  if (fault.kind === "partition") return fault.sides.flat();
  return fault.kind === "drift" || fault.kind === "stall" ? [fault.node] : [];
}
