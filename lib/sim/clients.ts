/**
 * Clients are part of the world. Each asks one operation after another, waits for the answer, and may
 * time out, try again or give up; everything that they see goes into the history.
 *
 * Every operation has a return address of its own, a node number beyond the nodes, so that a late
 * answer to an old operation cannot be taken for the answer to a new one. A client that gave up goes
 * on under a new process number, as in Jepsen: the old process is for ever in the middle of something.
 *
 * @module
 */

import type { Attempt, Clients } from "../model/clients.ts";
import type { Operation } from "../model/history.ts";
import type { Snapshot } from "../model/invariant.ts";
import { constant, type Latency, notNegative } from "../model/latency.ts";
import type { NodeId } from "../model/protocol.ts";
import { clone } from "../model/clone.ts";
import { assertNode } from "./fault.ts";
import { draw } from "./latency.ts";
import type { Random } from "./random.ts";
import type { Recorder, Untimed } from "./recorder.ts";

/** What the clients ask of the world that runs them. */
export interface ClientHost<M> {
  /** Virtual time, in ms. */
  readonly now: number;
  /** Its nodes. */
  readonly nodes: { readonly states: readonly unknown[] };
  /** Wakes this client again; `token` comes back with the call. */
  wake(client: number, delayMs: number, token: number): void;
  /** Carries a request from a return address to a node. */
  request(address: NodeId, to: NodeId, message: M): void;
}

interface Client {
  /** How many of its operations it has begun. */
  begun: number;
  process: number;
  /** The operation under way, or −1. */
  open: number;
  attempt: number;
}

/** An operation while it may still end. */
export type Writable = { -readonly [K in keyof Operation]: Operation[K] };

/** Runs the clients of one world. */
export class ClientPool<M> {
  /** What the clients have seen so far. */
  readonly history: Writable[] = [];
  readonly #clients: Client[];
  readonly #owner: number[] = [];
  readonly #think: Latency;

  /**
   * Makes the clients; each asks for its first wake-up at once. They may ask as many `nodes`, and the
   * return address of operation 0 is `firstAddress`.
   */
  constructor(
    readonly options: Clients<M>,
    readonly numbers: { readonly nodes: number; readonly firstAddress: number },
    readonly random: Random,
    readonly recorder: Recorder,
    readonly host: ClientHost<M>,
  ) {
    notNegative("timeout of clients", options.timeoutMs ?? 0);
    assertRetries(options.retries ?? 0);
    options.workload.forEach((_, client) => {
      const seat = options.seat?.(client);
      if (seat !== undefined) assertNode(seat, numbers.nodes, "the seat of a client");
    });
    this.#think = options.think ?? constant(1);
    this.#clients = options.workload.map((_, process) => ({
      begun: 0,
      process,
      open: -1,
      attempt: 0,
    }));
    this.#clients.forEach((_, client) => this.#next(client, 0));
  }

  /** True while some client has something to ask or to wait for. */
  get busy(): boolean {
    return this.#clients.some((client, index) =>
      client.open >= 0 || client.begun < this.options.workload[index]!.length
    );
  }

  /** The node beside which the client of a return address sits; the address itself when nobody says. */
  seatOf(address: NodeId): NodeId {
    const owner = this.#owner[address - this.numbers.firstAddress];
    const seat = owner === undefined ? undefined : this.options.seat?.(owner);
    return seat ?? address;
  }

  /** A wake-up asked for earlier: time for the next operation, or a timeout. */
  wake(client: number, token: number): void {
    const state = this.#clients[client]!;
    if (token < 0) {
      if (state.open < 0) this.#begin(client);
    } else if (state.open === Math.floor(token / ATTEMPTS) && state.attempt === token % ATTEMPTS) {
      this.#timeout(client);
    }
  }

  /** An answer arrives at a return address; false when nobody waits there any more. */
  answer(address: NodeId, result: unknown): boolean {
    const id = address - this.numbers.firstAddress;
    const operation = this.history[id];
    const owner = this.#owner[id];
    if (operation === undefined || owner === undefined) return false;
    if (this.#clients[owner]!.open !== operation.id) return false;
    const outcome = this.options.outcome?.(result) ?? "ok";
    operation.outcome = outcome;
    operation.endedAt = this.host.now;
    if (outcome === "ok") operation.output = result;
    this.#record(
      outcome === "ok"
        ? { kind: "ok", process: operation.process, operation: operation.id, output: result }
        : { kind: "fail", process: operation.process, operation: operation.id },
    );
    this.#next(owner, draw(this.#think, this.random));
    return true;
  }

  #next(client: number, delayMs: number): void {
    const state = this.#clients[client]!;
    state.open = -1;
    const ask = this.options.workload[client]![state.begun];
    if (ask === undefined) return;
    this.host.wake(client, Math.max(delayMs, (ask.at ?? 0) - this.host.now), -1);
  }

  #begin(client: number): void {
    const state = this.#clients[client]!;
    const { input } = this.options.workload[client]![state.begun++]!;
    const id = this.history.length;
    const address = this.numbers.firstAddress + id;
    const { process } = state;
    this.history.push({
      id,
      process,
      input,
      invokedAt: this.host.now,
      endedAt: Infinity,
      outcome: "unknown",
    });
    this.#owner.push(client);
    state.open = id;
    state.attempt = 0;
    const local = this.options.link === "local" ? { local: this.#target(client) } : {};
    this.#record({
      kind: "invoke",
      process,
      address,
      operation: id,
      input: clone(input),
      ...local,
    });
    this.#try(client);
  }

  #try(client: number): void {
    const state = this.#clients[client]!;
    const { input, id } = this.history[state.open]!;
    if (this.options.timeoutMs !== undefined) {
      this.host.wake(client, this.options.timeoutMs, id * ATTEMPTS + state.attempt);
    }
    const message = this.options.ask(input, this.#about(client), this.#seen());
    this.host.request(this.numbers.firstAddress + id, this.#target(client), message);
  }

  #timeout(client: number): void {
    const state = this.#clients[client]!;
    if (state.attempt < (this.options.retries ?? 0)) {
      state.attempt++;
      return this.#try(client);
    }
    this.#record({ kind: "unknown", process: state.process, operation: state.open });
    state.process += this.#clients.length;
    this.#next(client, draw(this.#think, this.random));
  }

  #about(client: number): Attempt {
    const { begun, attempt } = this.#clients[client]!;
    return { client, sequence: begun - 1, attempt };
  }

  #seen(): Snapshot<unknown> {
    const { now, nodes: { states } } = this.host;
    return { at: now, states: states as Snapshot<unknown>["states"], history: this.history };
  }

  #target(client: number): NodeId {
    const { nodes } = this.numbers;
    const target = this.options.to?.(this.#about(client), nodes, this.#seen()) ?? client % nodes;
    assertNode(target, nodes, "a client's request");
    return target;
  }

  #record(event: Untimed): void {
    if (this.recorder.on) this.recorder.add(this.host.now, event);
  }
}

/** The number of an attempt shares a wake-up token with the operation's. */
const ATTEMPTS = 1024;

function assertRetries(retries: number): void {
  if (Number.isInteger(retries) && retries >= 0 && retries < ATTEMPTS) return;
  throw new RangeError(
    `Cannot run clients because ` +
      `retries must be a whole number from 0 to ${ATTEMPTS - 1}: given ${retries}`,
  );
}
