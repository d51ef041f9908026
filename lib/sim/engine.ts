/**
 * The engine of a world: takes the next event from the queue and lets it happen. `World` is its face.
 *
 * @module
 */

import { clone } from "../model/clone.ts";
import { equal } from "../model/compare.ts";
import type { NodeId, Tagged } from "../model/protocol.ts";
import type { LossReason } from "../model/trace.ts";
import { type ClientHost, ClientPool } from "./clients.ts";
import { clocksOf } from "./clock.ts";
import { describe, type Fault } from "./fault.ts";
import { constant, draw, type Latency } from "./latency.ts";
import { MessageFaults } from "./message_faults.ts";
import { Network } from "./network.ts";
import { type NodeHost, travelling } from "./node_io.ts";
import { Nodes } from "./nodes.ts";
import { Outbox } from "./outbox.ts";
import { EventQueue } from "./queue.ts";
import { Random } from "./random.ts";
import { Recorder, type Untimed } from "./recorder.ts";
import type { Violation, WorldOptions } from "./scenario.ts";
import { Timers } from "./timers.ts";

const DELIVER = 0, ANSWER = 1, TIMER = 2, SYNC = 3, FAULT = 4, OVER = 5, RESTART = 6, CLIENT = 7;

/** One run, event by event. */
export class Engine<S, M extends Tagged, T extends Tagged, R> implements NodeHost, ClientHost<M> {
  /** Virtual time, in ms. */
  now = 0;
  /** How many events have happened. */
  events = 0;
  /** How many messages and answers, copies included, were handed to the network. */
  messages = 0;
  /** What broke first, if anything did. */
  violation: Violation | undefined = undefined;
  /** Whether states, messages and records are checked to be plain data. */
  readonly strict: boolean;
  /** What is still to happen. */
  readonly queue: EventQueue = new EventQueue();
  /** Keeps the trace. */
  readonly recorder: Recorder;
  /** Who asks; there only when the scenario has clients. */
  readonly clients: ClientPool<M> | undefined;
  /** Who answers. */
  readonly nodes: Nodes<S, M, T, R>;
  /** What the step under way sends. */
  readonly outbox: Outbox = new Outbox();
  /** The pending timers of all nodes. */
  readonly timers: Timers;
  readonly #options: WorldOptions<S, M, T, R>;
  readonly #network: Network;
  readonly #faults: MessageFaults;
  readonly #fsync: Latency;
  readonly #disk: Random;
  readonly #lastStates: unknown[] = [];
  #healed = false;

  /** Builds the world and starts its nodes, at time 0. */
  constructor(options: WorldOptions<S, M, T, R>) {
    const { seed, nodes, protocol, trace = "full" } = options;
    this.#options = options;
    this.strict = options.strict ?? true;
    this.recorder = new Recorder(trace);
    this.#network = new Network(options.network ?? {}, nodes, new Random(seed, "network"));
    this.#faults = new MessageFaults(options.faults ?? [], trace !== "none");
    this.#fsync = options.disk?.fsync ?? constant(0);
    this.#disk = new Random(seed, "disk");
    this.timers = new Timers(nodes);
    const clocks = clocksOf(options.clocks ?? {}, nodes, new Random(seed, "clocks"));
    this.nodes = new Nodes(protocol, this, clocks, (node) => new Random(seed, `node ${node}`));
    this.clients = options.clients && new ClientPool(
      options.clients,
      nodes,
      new Random(seed, "clients"),
      this.recorder,
      this,
    );
    for (const fault of options.faults ?? []) {
      if ("at" in fault) this.queue.push(fault.at, FAULT, 0, 0, 0, fault);
    }
    for (let node = 0; node < nodes; node++) this.#start(node, false);
  }

  /** Lets the next event happen, if it is due by `end`; false when none is. */
  next(end: number): boolean {
    const { queue } = this;
    const at = queue.nextTime();
    if (at > end || at === Infinity) return false;
    queue.pop();
    this.now = at;
    this.events++;
    this.#happen(queue);
    return true;
  }

  #happen({ kind, a, b, c, payload }: EventQueue): void {
    switch (kind) {
      case DELIVER:
        return this.#deliver(a, b, c, payload as M);
      case ANSWER:
        return this.#answer(a, b, c, payload);
      case TIMER:
        return this.#expire(a, c, payload as T);
      case SYNC:
        return this.#synced(a, b);
      case FAULT:
        return this.#befall(payload as Fault);
      case OVER:
        return this.#over(payload as Fault, b);
      case RESTART:
        if (this.nodes.lives[a] === b) this.#start(a, true);
        return;
      case CLIENT:
        return this.clients!.wake(a, c);
    }
  }

  /** Ends all faults for good. */
  heal(): void {
    this.#healed = true;
    this.record({ kind: "fault", words: "everything heals", nodes: [] });
    this.#network.heal();
    this.#faults.heal();
    const { up, paused } = this.nodes;
    for (let node = 0; node < up.length; node++) {
      if (up[node] === 0) this.#start(node, true);
      else if (paused[node] === 1) this.#resume(node);
    }
  }

  /** Adds an event to the trace, if there is one. */
  record(event: Untimed): void {
    if (this.recorder.on) this.recorder.add(this.now, event);
  }

  /** Something broke; the first time counts. */
  violate(invariant: string, words: string, nodes: readonly NodeId[], error?: unknown): void {
    if (this.violation !== undefined) return;
    this.violation = { at: this.now, invariant, words, nodes, ...(error ? { error } : {}) };
    this.record({ kind: "violation", invariant, words, nodes });
  }

  // What nodes and clients ask for.

  transmit(from: NodeId, to: NodeId, body: unknown): void {
    this.#dispatch(DELIVER, from, to, body);
  }

  reply(from: NodeId, address: NodeId, result: unknown): void {
    if (this.#options.clients?.link === "local") this.clients!.answer(address, result);
    else this.#dispatch(ANSWER, from, address, result);
  }

  arm(node: NodeId, delayMs: number, token: number, timer: Tagged): void {
    this.queue.push(this.now + delayMs, TIMER, node, 0, token, this.timers.copy(timer));
  }

  sync(node: NodeId): void {
    const { journals, lives } = this.nodes;
    const at = journals[node]!.durableAt(this.now, () => draw(this.#fsync, this.#disk));
    if (at <= this.now) this.nodes.release(node);
    else this.queue.push(at, SYNC, node, lives[node]!, 0, undefined);
  }

  saved(node: NodeId, record: unknown): void {
    if (this.recorder.on) this.record({ kind: "save", node, record: clone(record) });
  }

  wake(client: number, delayMs: number, token: number): void {
    this.queue.push(this.now + delayMs, CLIENT, client, 0, token, undefined);
  }

  request(address: NodeId, to: NodeId, message: M): void {
    const body = travelling(message, address);
    if (this.#options.clients?.link !== "local") return this.#dispatch(DELIVER, address, to, body);
    // Who sits at a node that is down waits until it is back.
    if (this.nodes.up[to] === 1) this.#deliver(to, address, -1, body);
    else this.#keep(to, address, -1, body);
  }

  // What happens on the way.

  #dispatch(kind: number, from: NodeId, to: NodeId, body: unknown): void {
    let latency = this.#network.fate(from, to, this.now);
    let copyMs = this.#network.copyMs;
    let nth = 0;
    if (this.#faults.counting) {
      nth = this.#faults.next(from, to);
      const planned = this.#faults.fate(from, to, nth);
      if (planned !== undefined) {
        latency = planned.lost ? Infinity : planned.latencyMs ?? latency;
        copyMs = planned.copyMs ?? copyMs;
      }
    }
    const cut = this.#network.parted && this.#network.isCut(from, to);
    const arrives = latency !== Infinity && !cut;
    const why = arrives ? undefined : cut ? "partitioned" : "lost";
    const number = this.#send(kind, from, to, body, nth, latency, why);
    if (arrives) this.queue.push(this.now + latency, kind, to, from, number, body);
    if (copyMs < 0 || !arrives) return;
    const copy = this.#send(kind, from, to, body, nth, copyMs, undefined, number);
    this.queue.push(this.now + copyMs, kind, to, from, copy, clone(body));
  }

  /** Counts and records one copy of a message. */
  #send(
    kind: number,
    from: NodeId,
    to: NodeId,
    body: unknown,
    nth: number,
    latency: number,
    why?: LossReason,
    copyOf?: number,
  ): number {
    const message = this.messages++;
    if (!this.recorder.on) return message;
    const latencyMs = why === undefined ? latency : Infinity;
    this.record({
      kind: "send",
      message,
      from,
      to,
      body: bodyOf(kind, body),
      nth,
      latencyMs,
      ...(copyOf === undefined ? {} : { copyOf }),
    });
    if (why !== undefined) this.record({ kind: "lose", message, from, to, why });
    return message;
  }

  #deliver(to: NodeId, from: NodeId, message: number, body: M): void {
    const { nodes } = this;
    if (nodes.up[to] === 0) return this.#lose(message, from, to, "down");
    if (this.#network.parted && message >= 0 && this.#network.isCut(from, to)) {
      return this.#lose(message, from, to, "partitioned");
    }
    if (nodes.paused[to] === 1) return this.#keep(to, from, message, body);
    if (this.recorder.on && message >= 0) {
      this.record({ kind: "deliver", message, from, to, body: clone(body) });
    }
    try {
      nodes.receive(to, body);
    } catch (error) {
      this.#threw(to, `upon ${body.type}`, error);
    }
    this.#after(to);
  }

  /** Apart from #deliver, which would otherwise make room for this closure at every message. */
  #keep(to: NodeId, from: NodeId, message: number, body: M): void {
    this.nodes.inboxes[to]!.push(() => this.#deliver(to, from, message, body));
  }

  #answer(address: NodeId, from: NodeId, message: number, result: unknown): void {
    if (this.#network.parted && this.#network.isCut(from, address)) {
      return this.#lose(message, from, address, "partitioned");
    }
    if (this.recorder.on) {
      this.record({ kind: "deliver", message, from, to: address, body: bodyOf(ANSWER, result) });
    }
    this.clients?.answer(address, result);
  }

  #lose(message: number, from: NodeId, to: NodeId, why: LossReason): void {
    if (message >= 0) this.record({ kind: "lose", message, from, to, why });
  }

  #expire(node: NodeId, token: number, timer: T): void {
    if (!this.timers.isPending(node, timer.type, token)) return;
    if (this.nodes.paused[node] === 1) return this.#postpone(node, token, timer);
    if (this.recorder.on) this.record({ kind: "timer", node, timer: clone(timer) });
    try {
      this.nodes.expire(node, timer);
    } catch (error) {
      this.#threw(node, `after ${timer.type}`, error);
    }
    this.#after(node);
  }

  #postpone(node: NodeId, token: number, timer: T): void {
    this.nodes.inboxes[node]!.push(() => this.#expire(node, token, timer));
  }

  #synced(node: NodeId, life: number): void {
    const { nodes } = this;
    if (nodes.lives[node] !== life) return;
    if (nodes.paused[node] === 1) nodes.inboxes[node]!.push(() => this.#synced(node, life));
    else nodes.release(node);
  }

  // What befalls nodes.

  #start(node: NodeId, recovered: boolean): void {
    this.record({ kind: "start", node, recovered });
    try {
      this.nodes.start(node);
    } catch (error) {
      this.#threw(node, "start", error);
    }
    this.#after(node);
    this.#admit(node);
  }

  #befall(fault: Fault): void {
    if (this.#healed) return;
    if (fault.kind === "crash") return this.#crash(fault);
    if (fault.kind === "pause") return this.#pause(fault);
    if (fault.kind === "clock") this.nodes.clocks[fault.node]!.jump(fault.jumpMs);
    const until = "forMs" in fault ? this.now + fault.forMs : undefined;
    const nodes = fault.kind === "partition" ? fault.sides.flat() : [];
    this.record({
      kind: "fault",
      words: describe(fault),
      nodes,
      ...(until === undefined ? {} : { until }),
    });
    this.#network.begin(fault);
    if (until !== undefined) this.queue.push(until, OVER, 0, 0, 0, fault);
  }

  #over(fault: Fault, life: number): void {
    if (this.#healed) return;
    this.#network.end(fault);
    if (fault.kind !== "pause") return;
    const { lives, paused } = this.nodes;
    if (lives[fault.node] === life && paused[fault.node] === 1) this.#resume(fault.node);
  }

  #crash(fault: Fault & { kind: "crash" }): void {
    const { node, downMs, unsynced = "lost" } = fault;
    if (this.nodes.up[node] === 0) return;
    this.nodes.crash(node, unsynced);
    this.record({ kind: "crash", node });
    if (downMs === undefined) return;
    this.queue.push(this.now + downMs, RESTART, node, this.nodes.lives[node]!, 0, undefined);
  }

  #pause(fault: Fault & { kind: "pause" }): void {
    const { node, forMs } = fault;
    const { up, paused, lives } = this.nodes;
    if (up[node] === 0 || paused[node] === 1) return;
    paused[node] = 1;
    this.record({ kind: "pause", node });
    this.queue.push(this.now + forMs, OVER, 0, lives[node]!, 0, fault);
  }

  #resume(node: NodeId): void {
    this.nodes.paused[node] = 0;
    this.record({ kind: "resume", node });
    this.#admit(node);
  }

  /** What waited for the node arrives, in order. */
  #admit(node: NodeId): void {
    for (const arrival of this.nodes.inboxes[node]!.splice(0)) {
      if (this.violation === undefined) arrival();
    }
  }

  /** Every step ends here: the observers look. */
  #after(node: NodeId): void {
    const { states, invariants } = this.#options;
    if (states) this.#recordState(node);
    if (invariants === undefined || this.violation !== undefined) return;
    const snapshot = {
      at: this.now,
      states: this.nodes.states,
      history: this.clients?.history ?? [],
    };
    for (const invariant of invariants) {
      const breach = invariant.check(snapshot);
      if (breach) return this.violate(invariant.name, breach.words, breach.nodes);
    }
  }

  #recordState(node: NodeId): void {
    const state = this.nodes.states[node];
    if (equal(state, this.#lastStates[node])) return;
    this.#lastStates[node] = clone(state);
    this.record({ kind: "state", node, state: clone(state) });
  }

  #threw(node: NodeId, where: string, error: unknown): void {
    this.outbox.clear();
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.violate(
      "handlers do not throw",
      `node ${node}, ${where}: ${message}`,
      [node],
      error,
    );
  }
}

/** A copy of what travels; answers have no type of their own. */
function bodyOf(kind: number, body: unknown): unknown {
  return kind === ANSWER ? { type: "answer", result: clone(body) } : clone(body);
}
