/**
 * A world that can be replayed: nodes that run a protocol, a network, disks, clocks, faults and clients
 * under one virtual clock. Everything that could go one way or another is drawn from one seed, so the
 * same options give the same run, to the byte, on every machine.
 *
 * @module
 */

import type { History } from "../model/history.ts";
import type { Invariant, Snapshot } from "../model/invariant.ts";
import { notNegative } from "../model/latency.ts";
import type { NodeId, Tagged } from "../model/protocol.ts";
import type { Trace } from "../model/trace.ts";
import { Engine } from "./engine.ts";
import type { Fault } from "./fault.ts";
import type { NetworkOptions } from "./network_options.ts";
import { assertScenario, type Violation, type WorldOptions } from "./scenario.ts";

/**
 * One run in progress.
 *
 * @example Two nodes, one message
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import type { Protocol } from "hb/model/protocol.ts";
 * import { World } from "hb/sim/world.ts";
 *
 * type Message = { type: "hello" }; // node 0 → node 1
 * const greet: Protocol<{ greeted: number }, Message> = {
 *   start(io) {
 *     if (io.self === 0) io.send(1, { type: "hello" });
 *     return { greeted: 0 };
 *   },
 *   upon: {
 *     hello: (s) => {
 *       s.greeted++;
 *     },
 *   },
 * };
 * const world = new World({ protocol: greet, nodes: 2, seed: 1 });
 * world.run(10);
 * assertEquals(world.states, [{ greeted: 0 }, { greeted: 1 }]);
 * ```
 */
export class World<S, M extends Tagged, T extends Tagged = never, R = never> {
  readonly #engine: Engine<S, M, T, R>;

  /** Builds the world and starts its nodes, at time 0. Throws on options that cannot be. */
  constructor(options: WorldOptions<S, M, T, R>) {
    assertScenario(options);
    this.#engine = new Engine(options);
  }

  /** Virtual time, in ms. */
  get now(): number {
    return this.#engine.now;
  }

  /** What broke first, if anything did; the run then stands still. */
  get violation(): Violation | undefined {
    return this.#engine.observer.violation;
  }

  /** What the clients have seen so far. */
  get history(): History {
    return this.#engine.clients?.history ?? [];
  }

  /** Everything that happened, when the trace is "full". */
  get trace(): Trace {
    return this.#engine.observer.recorder.events;
  }

  /** Each node's state; `undefined` while it is down. */
  get states(): readonly (Readonly<S> | undefined)[] {
    return this.#engine.nodes.states;
  }

  /** How many events have happened. */
  get events(): number {
    return this.#engine.events;
  }

  /** How many messages and answers, copies included, were handed to the network. */
  get messages(): number {
    return this.#engine.transport.messages;
  }

  /** How many fsyncs have begun, at all nodes; what is saved while one is under way shares the next. */
  get fsyncs(): number {
    return this.#engine.disk.fsyncs;
  }

  /** How many events wait to happen. */
  get pending(): number {
    return this.#engine.queue.size;
  }

  /** True while some client has something to ask or to wait for. */
  get clientsBusy(): boolean {
    return this.#engine.clients?.busy ?? false;
  }

  /** A fingerprint of the trace, sixteen hexadecimal digits; "" when the trace is "none". */
  digest(): string {
    return this.#engine.observer.recorder.digest();
  }

  /** The whole system at this moment. */
  snapshot(): Snapshot<S> {
    return { at: this.now, states: this.states, history: this.history };
  }

  /**
   * Lets `forMs` of virtual time pass, or less: the run stops when an invariant breaks and, if `until`
   * is given, as soon as it holds. True unless an invariant broke.
   */
  run(forMs: number, until?: (snapshot: Snapshot<S>) => boolean): boolean {
    const engine = this.#engine;
    const end = engine.now + notNegative("span to run", forMs);
    while (engine.observer.violation === undefined) {
      if (until !== undefined && until(this.snapshot())) return true;
      if (!engine.next(end)) break;
    }
    if (engine.observer.violation !== undefined) return false;
    if (end !== Infinity) engine.now = end;
    return true;
  }

  /** Lets a fault set in now; its `at` does not matter. A span of `Infinity` lasts until it is lifted. */
  inject(fault: Fault): void {
    this.#engine.operator.inject(fault);
  }

  /** Ends a partition or a slow link that was injected: the same object. */
  lift(fault: Fault): void {
    this.#engine.operator.lift(fault);
  }

  /** Starts a node that is down from its journal. */
  restart(node: NodeId): void {
    this.#engine.operator.restart(node);
  }

  /** Hands a message to a node that is up, from an operator beside it who waits for no answer. */
  tell(node: NodeId, message: M): void {
    this.#engine.operator.tell(node, message);
  }

  /** From now on the network's chances go by these options. */
  reshape(network: NetworkOptions): void {
    this.#engine.transport.network.reshape(network, this.states.length);
  }

  /**
   * Ends all faults, for good: the network loses nothing more, nodes that are down restart, and what is
   * due later in the schedule does not happen.
   */
  heal(): void {
    this.#engine.operator.heal();
  }

  /** Requires a property of the run as it stands now, which may look at all that has happened; once. */
  require(property: Invariant<S>): boolean {
    if (this.violation !== undefined) return false;
    const breach = property.check(this.snapshot(), property.memory?.());
    const { name, words: rule } = property;
    if (breach) this.#engine.observer.violate(name, breach.words, breach.nodes, { rule });
    return breach === undefined;
  }

  /**
   * After the faults, progress: heals the world and requires `goal` within `withinMs`. Not reaching it
   * violates a liveness property; `words` says what should have come about, and `missing` what is not there.
   */
  requireProgress(
    withinMs: number,
    words: string,
    goal: (snapshot: Snapshot<S>) => boolean,
    missing?: (snapshot: Snapshot<S>) => string,
  ): boolean {
    if (this.violation !== undefined) return false;
    this.heal();
    if (!this.run(withinMs, goal)) return false;
    if (goal(this.snapshot())) return true;
    this.#engine.observer.violate(
      "progress",
      `${words}: not within ${withinMs} ms of the last fault` +
        (missing === undefined ? "" : `; ${missing(this.snapshot())}`),
      [],
    );
    return false;
  }
}
