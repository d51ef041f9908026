/** Watches a run: keeps its trace, and sees the first thing that breaks. @module */

import { clone } from "../model/clone.ts";
import { equal } from "../model/compare.ts";
import type { History } from "../model/history.ts";
import type { Invariant } from "../model/invariant.ts";
import type { NodeId } from "../model/protocol.ts";
import { Recorder, type TraceLevel, type Untimed } from "./recorder.ts";
import type { Violation } from "./scenario.ts";

/** The run that is watched. */
export interface Watched<S> {
  /** Virtual time, in ms. */
  readonly now: number;
  /** Its nodes. */
  readonly nodes: { readonly states: readonly (S | undefined)[] };
  /** Its clients, if there are any. */
  readonly clients: { readonly history: History } | undefined;
}

/** Which things are watched. */
export interface Watching<S> {
  /** What must hold after every step. */
  readonly invariants?: readonly Invariant<S>[];
  /** How much of the run is kept; default "full". */
  readonly trace?: TraceLevel;
  /** Whether states go into the trace. */
  readonly states?: boolean;
}

/** The observer of one run. */
export class Observer<S> {
  /** What broke first, if anything did. */
  violation: Violation | undefined = undefined;
  /** False when there is no need to make events at all. */
  readonly on: boolean;
  /** Keeps the trace. */
  readonly recorder: Recorder;
  readonly #run: Watched<S>;
  readonly #watching: Watching<S>;
  readonly #lastStates: unknown[] = [];
  /** What each invariant remembers of this run. */
  readonly #memories: readonly unknown[];

  /** Watches `run`. */
  constructor(run: Watched<S>, watching: Watching<S>) {
    this.#run = run;
    this.recorder = new Recorder(watching.trace ?? "full");
    this.on = this.recorder.on;
    this.#watching = watching;
    this.#memories = (watching.invariants ?? []).map((invariant) => invariant.memory?.());
  }

  /** Adds an event to the trace, if there is one. */
  record(event: Untimed): void {
    if (this.on) this.recorder.add(this.#run.now, event);
  }

  /** Something broke; the first time counts. */
  violate(
    invariant: string,
    words: string,
    nodes: readonly NodeId[],
    more: Pick<Violation, "rule" | "error"> = {},
  ): void {
    if (this.violation !== undefined) return;
    this.violation = { at: this.#run.now, invariant, words, nodes, ...more };
    this.record({ kind: "violation", invariant, words, nodes });
  }

  /** A handler threw, and so broke off its step. */
  threw(node: NodeId, where: string, error: unknown): void {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const words = `node ${node}, ${where}: ${message}`;
    this.violate("handlers do not throw", words, [node], error ? { error } : {});
  }

  /** A step of `node` has ended: what must hold is checked. */
  after(node: NodeId): void {
    if (this.#watching.states) this.#recordState(node);
    this.check();
  }

  /** What must hold is checked. */
  check(): void {
    const { invariants } = this.#watching;
    if (invariants === undefined || this.violation !== undefined) return;
    const { now: at, nodes, clients } = this.#run;
    const snapshot = { at, states: nodes.states, history: clients?.history ?? [] };
    for (let i = 0; i < invariants.length; i++) {
      const invariant = invariants[i]!;
      const breach = invariant.check(snapshot, this.#memories[i]);
      if (breach) return this.violate(invariant.name, breach.words, breach.nodes);
    }
  }

  #recordState(node: NodeId): void {
    const state = this.#run.nodes.states[node];
    if (equal(state, this.#lastStates[node])) return;
    const copy = clone(state);
    this.#lastStates[node] = copy;
    this.record({ kind: "state", node, state: copy });
  }
}
