/** What a scenario is, and how it is run. @module */

import type { Tagged } from "../../model/protocol.ts";
import type { Trace } from "../../model/trace.ts";
import type { TraceLevel } from "../../sim/recorder.ts";
import { ExpectationFailed } from "./cluster.ts";
import { Laboratory } from "./laboratory.ts";
import type { RaftSubject } from "./subject.ts";

/** The stages of the laboratory, in the order in which a Raft is built. */
export type Stage = "3A election" | "3B log" | "3C persistence" | "3D snapshots";

/** A laboratory, whatever the messages and states of the servers in it. */
// deno-lint-ignore no-explicit-any -- a scenario looks at neither
export type AnyLaboratory = Laboratory<any, any, any, any>;

/** One scenario of the laboratory. */
export interface LabScenario {
  /** Its name in the course: "BasicAgree". */
  readonly name: string;
  /** The stage that it belongs to. */
  readonly stage: Stage;
  /** What it is about, in one sentence. */
  readonly words: string;
  /** How many servers there are. */
  readonly servers: number;
  /** How long it takes in the course, in s of real time. */
  readonly courseS: number;
  /** Whether the network begins as the unreliable one. */
  readonly unreliable?: boolean;
  /** How many commands lie between snapshots, where there are any. */
  readonly snapshotEvery?: number;
  /** Does it; throws where the cluster does not do as it should. */
  run(lab: AnyLaboratory): void;
}

/** How a run of a scenario went. */
export interface LabResult {
  /** The scenario's name. */
  readonly name: string;
  /** What decided all chances. */
  readonly seed: number;
  /** What went wrong; nothing when nothing did. */
  readonly disappointment?: string;
  /** What a handler threw, when that is what went wrong. */
  readonly error?: unknown;
  /** How much virtual time passed, in ms. */
  readonly virtualMs: number;
  /** How many events happened. */
  readonly events: number;
  /** Everything that happened, when that was asked for. */
  readonly trace: Trace;
  /** The state of each server in the end; undefined of one that is down. */
  readonly states: readonly unknown[];
}

/** Runs one scenario on one seed. */
export function runScenario<S, M extends Tagged, T extends Tagged, R>(
  subject: RaftSubject<S, M, T, R>,
  scenario: LabScenario,
  { seed, trace = "none", states = false }: {
    readonly seed: number;
    readonly trace?: TraceLevel;
    /** Whether the trace has the states of the servers, too; default false. */
    readonly states?: boolean;
  },
): LabResult {
  const { name, servers, unreliable = false, snapshotEvery } = scenario;
  const lab = new Laboratory(subject, {
    servers,
    seed,
    trace,
    states,
    unreliable,
    ...(snapshotEvery === undefined ? {} : { snapshotEvery }),
  });
  const wrong = disappointmentOf(() => scenario.run(lab));
  const { world } = lab;
  return {
    name,
    seed,
    ...(wrong === undefined ? {} : { disappointment: wrong }),
    ...(world.violation?.error === undefined ? {} : { error: world.violation.error }),
    virtualMs: world.now,
    events: world.events,
    trace: world.trace,
    states: world.states,
  };
}

function disappointmentOf(run: () => void): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof ExpectationFailed) return error.message;
    throw error;
  }
}
