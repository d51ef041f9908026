/** The engine of a world: takes the next event and lets it happen. `World` is its face. @module */

import { clone } from "../model/clone.ts";
import type { NodeId, Tagged } from "../model/protocol.ts";
import { Answers, LEAVE } from "./answers.ts";
import { type ClientHost, ClientPool } from "./clients.ts";
import { clocksOf } from "./clock.ts";
import { Disk } from "./disk.ts";
import type { Fault } from "./fault.ts";
import { Nemesis, OVER, RESTART } from "./nemesis.ts";
import { type NodeHost, travelling } from "./node_io.ts";
import { Nodes } from "./nodes.ts";
import { Observer } from "./observer.ts";
import { Operator } from "./operator.ts";
import { Outbox } from "./outbox.ts";
import { NO_TIME_MS, Pace } from "./pace.ts";
import { ANSWER, DELIVER, Transport } from "./transport.ts";
import { EventQueue } from "./queue.ts";
import { Random } from "./random.ts";
import type { WorldOptions } from "./scenario.ts";
import { Timers } from "./timers.ts";

// Kinds of events; others are those of the post, of the nemesis and of answers.
const TIMER = 2, SYNC = 3, FAULT = 4, CLIENT = 7;

/** One run, event by event. */
export class Engine<S, M extends Tagged, T extends Tagged, R> implements NodeHost, ClientHost<M> {
  /** Virtual time, in ms. */
  now = 0;
  /** How many events have happened. */
  events = 0;
  /** Whether states, messages and records are checked to be plain data. */
  readonly strict: boolean;
  /** What is still to happen. */
  readonly queue: EventQueue = new EventQueue();
  /** Keeps the trace, and sees what breaks. */
  readonly observer: Observer<S>;
  /** Carries messages and answers. */
  readonly transport: Transport;
  /** Who asks; there only when the scenario has clients. */
  readonly clients: ClientPool<M> | undefined;
  /** Who answers. */
  readonly nodes: Nodes<S, M, T, R>;
  /** What the step under way sends. */
  readonly outbox: Outbox = new Outbox();
  /** Interferes from outside. */
  readonly operator: Operator<M>;
  /** The pending timers of all nodes. */
  readonly timers: Timers;
  readonly #options: WorldOptions<S, M, T, R>;
  /** What nodes save on. */
  readonly disk: Disk;
  readonly #nemesis: Nemesis;
  readonly #answers: Answers;
  readonly #pace: Pace;

  /** Builds the world and starts its nodes, at time 0. */
  constructor(options: WorldOptions<S, M, T, R>) {
    const { seed, protocol, twins = [] } = options;
    const nodes = options.nodes + twins.length;
    this.#options = options;
    this.strict = options.strict ?? true;
    this.observer = new Observer(this, options);
    this.transport = new Transport(this, this.queue, this.observer, options);
    this.disk = new Disk(options.disk, new Random(seed, "disk"));
    this.timers = new Timers(nodes);
    this.#pace = new Pace(nodes);
    const clocks = clocksOf(options.clocks ?? {}, nodes, new Random(seed, "clocks"));
    const randomOf = (node: NodeId) => new Random(seed, `node ${node}`);
    this.nodes = new Nodes(protocol, this, clocks, randomOf, twins);
    this.#nemesis = new Nemesis(this, this.queue, this.transport.network, this.observer);
    this.clients = options.clients &&
      new ClientPool(
        options.clients,
        { nodes: options.nodes, firstAddress: nodes },
        new Random(seed, "clients"),
        this.observer.recorder,
        this,
      );
    if (options.clients?.seat) this.transport.network.seatOf = (at) => this.clients!.seatOf(at);
    const local = options.clients?.link === "local", random = new Random(seed, "answers");
    this.#answers = new Answers(this, local, options.answering, random);
    for (const fault of options.faults ?? []) {
      if ("at" in fault) this.queue.push(fault.at, FAULT, 0, 0, 0, fault);
    }
    this.operator = new Operator({
      nemesis: this.#nemesis,
      observer: this.observer,
      transport: this.transport,
      nodes: this.nodes,
      start: (node) => this.#start(node, true),
      resume: (node) => this.#resume(node),
      deliver: (node, from, body) => this.#deliver(node, from, -1, body),
    });
    for (let node = 0; node < nodes; node++) this.#start(node, false);
  }

  /** Lets the next event happen, if it is due by `end`; false when none is. */
  next(end: number): boolean {
    const { queue } = this, at = queue.nextTime();
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
        return this.#answers.arrive(a, b, c, payload);
      case LEAVE:
        return this.#answers.due(a, b, payload);
      case TIMER:
        return this.#expire(a, c, payload as T);
      case SYNC:
        return this.#synced(a, b);
      case FAULT:
        return this.#nemesis.healed ? undefined : this.#nemesis.begin(payload as Fault);
      case OVER:
        return this.#over(payload as Fault, b);
      case RESTART:
        if (this.nodes.incarnations[a] === b) this.#start(a, true);
        return;
      case CLIENT:
        return this.clients!.wake(a, c);
    }
  }

  transmit(from: NodeId, to: NodeId, body: unknown): void {
    this.transport.deliver(from, to, body);
  }

  reply(from: NodeId, address: NodeId, result: unknown): void {
    this.#answers.answer(from, address, result);
  }

  arm(node: NodeId, delayMs: number, token: number, timer: Tagged): void {
    if (delayMs < NO_TIME_MS) this.#pace.assertTimePasses(this.now, timer);
    this.queue.push(this.now + delayMs, TIMER, node, 0, token, this.timers.copy(timer));
  }

  sync(node: NodeId): void {
    const { journals, incarnations } = this.nodes;
    const at = this.disk.durableAt(node, journals[node]!, this.now);
    if (at <= this.now) this.nodes.release(node);
    else this.queue.push(at, SYNC, node, incarnations[node]!, 0, undefined);
  }

  saved(node: NodeId, record: unknown): void {
    if (this.observer.on) this.observer.record({ kind: "save", node, record: clone(record) });
  }

  wake(client: number, delayMs: number, token: number): void {
    this.queue.push(this.now + delayMs, CLIENT, client, 0, token, undefined);
  }

  request(address: NodeId, to: NodeId, message: M): void {
    const body = travelling(message, address);
    if (this.#options.clients?.link !== "local") {
      return this.transport.deliver(address, to, body);
    }
    // A client whose node is down waits until it is back.
    if (this.nodes.up[to] === 1) this.#deliver(to, address, -1, body);
    else this.#keep(to, address, -1, body);
  }

  #deliver(to: NodeId, from: NodeId, message: number, body: M): void {
    const { nodes } = this;
    if (nodes.up[to] === 0) return this.transport.lose(message, from, to, "down");
    if (this.transport.network.parted && message >= 0 && this.transport.network.isCut(from, to)) {
      return this.transport.lose(message, from, to, "partitioned");
    }
    if (nodes.paused[to] === 1) return this.#keep(to, from, message, body);
    if (this.observer.on && message >= 0) {
      this.observer.record({ kind: "deliver", message, from, to, body: clone(body) });
    }
    try {
      nodes.receive(to, body);
    } catch (error) {
      this.#threw(to, `upon ${body.type}`, error);
    }
    this.observer.after(to);
  }

  /** Apart from #deliver, which would otherwise make room for this closure at every message. */
  #keep(to: NodeId, from: NodeId, message: number, body: M): void {
    this.nodes.inboxes[to]!.push(() => this.#deliver(to, from, message, body));
  }

  #expire(node: NodeId, token: number, timer: T): void {
    if (!this.timers.isPending(node, timer, token)) return;
    if (this.nodes.paused[node] === 1) return this.#postpone(node, token, timer);
    if (this.observer.on) this.observer.record({ kind: "timer", node, timer: clone(timer) });
    this.timers.fired(node, timer);
    try {
      this.nodes.expire(node, timer);
    } catch (error) {
      this.#threw(node, `after ${timer.type}`, error);
    }
    this.observer.after(node);
  }

  #postpone(node: NodeId, token: number, timer: T): void {
    this.nodes.inboxes[node]!.push(() => this.#expire(node, token, timer));
  }

  #synced(node: NodeId, incarnation: number): void {
    const { nodes } = this;
    if (nodes.incarnations[node] !== incarnation) return;
    if (nodes.paused[node] === 1) nodes.inboxes[node]!.push(() => this.#synced(node, incarnation));
    else nodes.release(node);
  }

  #start(node: NodeId, recovered: boolean): void {
    this.observer.record({ kind: "start", node, recovered });
    try {
      this.nodes.start(node);
    } catch (error) {
      this.#threw(node, "start", error);
    }
    this.observer.after(node);
    this.#admit(node);
  }

  #over(fault: Fault, incarnation: number): void {
    if (!this.#nemesis.healed && this.#nemesis.end(fault, incarnation)) this.#resume(fault.node);
  }

  #resume(node: NodeId): void {
    this.nodes.paused[node] = 0;
    this.observer.record({ kind: "resume", node });
    this.#admit(node);
  }

  /** What waited for the node arrives, in order. */
  #admit(node: NodeId): void {
    for (const arrival of this.nodes.inboxes[node]!.splice(0)) {
      if (this.observer.violation === undefined) arrival();
    }
  }

  #threw(node: NodeId, where: string, error: unknown): void {
    this.outbox.clear();
    this.observer.threw(node, where, error);
  }
}
