/**
 * However long one waits: a detector that counts its own steps, for systems in which there is no other time. Node 1 suspects
 * node 0 when it has taken `patience` steps without hearing from it. The explorer finds, for every patience, an order of
 * events in which node 0 is alive and suspected; it only gets longer.
 *
 * @module
 */

import type { ProtocolSystem } from "../../../check/explore/protocol_system.ts";
import type { Invariant } from "../../../model/invariant.ts";
import type { NodeId, Protocol } from "../../../model/protocol.ts";
import type { Trace } from "../../../model/trace.ts";
import type { Labels } from "../../../model/labels.ts";
import { assertWhole } from "../../asked.ts";
import { explored } from "../../explored.ts";

/** Node 0 → node 1, whenever it takes a step. */
export interface Alive {
  /** The one message. */
  readonly type: "alive";
}

/** A node's next step, which may be as late as it likes. */
export interface Step {
  /** The one timer. */
  readonly type: "step";
}

/** A node. */
export interface Patient {
  /** How many steps it has taken. */
  steps: number;
  /** How many of them since it last heard of node 0. */
  silent: number;
  /** Whom it suspects. */
  readonly suspected: Set<NodeId>;
}

/** Node 0 says in each step that it is alive; node 1 counts its steps. */
export function patient(patience: number): Protocol<Patient, Alive, Step> {
  return {
    start(io) {
      io.wait(1, { type: "step" });
      return { steps: 0, silent: 0, suspected: new Set() };
    },
    upon: {
      alive(s) {
        s.silent = 0;
        s.suspected.clear();
      },
    },
    after: {
      step(s, _, io) {
        s.steps++;
        if (io.self === 0) io.send(1, { type: "alive" });
        else if (++s.silent >= patience) s.suspected.add(0);
        io.wait(1, { type: "step" });
      },
    },
  };
}

/**
 * Strong accuracy, where nobody crashes, and even where node 0 is no slower than node 1: it has taken as many steps, and only
 * its messages are late.
 */
const strongAccuracy: Invariant<Patient> = {
  name: "strong accuracy",
  words: "no node is suspected that is up, and takes its steps as fast as whoever waits for it",
  check({ states: [alive, waiting] }) {
    if (!waiting?.suspected.has(0) || alive!.steps < waiting.steps) return undefined;
    return {
      words: `node 1 suspects node 0, which has sent ${
        alive!.steps
      } messages in ${waiting.steps} steps`,
      nodes: [0, 1],
    };
  },
};

/** How the two are told in diagrams. */
export const patientLabels: Labels<Patient, Alive, Step> = {
  node: (node) => node === 0 ? "lives" : "waits",
  state: ({ silent, suspected }) => suspected.size > 0 ? "suspects it" : `silence ${silent}`,
  message: () => "alive",
  timer: () => "step",
};

/** All orders of events with one patience. */
export function patientSystem(patience: number): ProtocolSystem<Patient, Alive, Step> {
  return {
    name: `patience ${patience}`,
    protocol: patient(patience),
    nodes: 2,
    // The order that is looked for needs no message to overtake another, nor to be lost.
    network: "ordered",
    invariants: [strongAccuracy],
    boundary: ({ states }) => states.every((s) => s!.steps <= patience),
  };
}

/** What came of one patience. */
export interface Impatience {
  /** How many silent steps it takes to be suspected. */
  readonly patience: number;
  /** What breaks. */
  readonly property: string;
  /** How many steps the shortest way to it has. */
  readonly steps: number;
  /** How many states were seen on the way. */
  readonly states: number;
  /** That way as a run, a step a millisecond. */
  readonly trace: Trace;
}

/** For each patience the shortest way in which it was not enough. Throws `RangeError` on one that is no number of steps. */
export function neverEnough(patiences: readonly number[] = [1, 2, 3, 5, 8]): Impatience[] {
  return patiences.map((patience) => {
    assertWhole("refute a patience", { patience }, 1);
    const { failure, states } = explored(patientSystem(patience));
    if (failure === undefined) {
      throw new Error(`Cannot refute a patience because it must not be enough: given ${patience}`);
    }
    const { property, steps, trace } = failure;
    return { patience, property, steps, states, trace };
  });
}
