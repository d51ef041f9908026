/**
 * The parts of a protocol's global state, numbered, and how each of them steps. A global state is a tuple:
 * a number for the local state of each node, one for the network, one for each client, one for the
 * history, one for the crashes so far, and where invariants remember something, one for that.
 *
 * @module
 */

import type { NodeId, Tagged } from "../../model/protocol.ts";
import { castOf } from "./cast.ts";
import { ClientSteps } from "./client_steps.ts";
import { Interner } from "./interner.ts";
import * as labels from "./labels.ts";
import { LocalSteps, type Outcome } from "./local_steps.ts";
import { Networks } from "./networks.ts";
import { PartialHistories } from "./partial_histories.ts";
import type { ProtocolSystem } from "./protocol_system.ts";
import { SharedMemory } from "./shared_memory.ts";
import { WordEncoder } from "./word_encoder.ts";

/** A timer of a node. */
export interface NodeTimer {
  /** The node. */
  readonly node: NodeId;
  /** What it waits for. */
  readonly timer: Tagged;
}

/** The parts of a protocol's global states. */
export class ProtocolParts<S, M extends Tagged, T extends Tagged, R> {
  /** How many numbers a tuple has; the nodes come first. */
  readonly width: number;
  /** The place of the network. */
  readonly network: number;
  /** The place of client 0; the others follow. */
  readonly firstClient: number;
  /** The place of the history. */
  readonly past: number;
  /** The place that counts crashes. */
  readonly crashed: number;
  /** The place of what invariants remember, where any does. */
  readonly memory: number;
  /** Numbers messages and networks. */
  readonly networks: Networks;
  /** Numbers histories. */
  readonly histories: PartialHistories;
  /** How each node steps. */
  readonly steps: readonly LocalSteps<S, M, T, R>[];
  /** How each client steps. */
  readonly clients: readonly ClientSteps<M>[];
  /** Numbers timers. */
  readonly timers: Interner<NodeTimer>;
  /** Whether clients sit at their nodes. */
  readonly local: boolean;
  readonly #keepsPast: boolean;
  /** Whom each node takes itself for. */
  readonly #names: readonly NodeId[];
  /** The timers of each node's local states. */
  readonly #timersAt: (readonly number[])[][];

  /** The parts of a system. */
  constructor(readonly system: ProtocolSystem<S, M, T, R>) {
    const { network = "unordered", clients, asking, clocks = [0] } = system;
    const cast = castOf(system), nodes = cast.names.length;
    const words = new WordEncoder();
    this.networks = new Networks(network, words);
    this.histories = new PartialHistories(words);
    this.timers = new Interner(words);
    this.local = clients?.link === "local";
    const memory = new SharedMemory();
    const setting = { cast, clocks, networks: this.networks, localAnswers: this.local, memory };
    this.#names = cast.names;
    this.steps = Array.from(
      { length: nodes },
      (_, node) => new LocalSteps(node, system.protocol, setting),
    );
    this.#timersAt = this.steps.map(() => []);
    const atOnce = asking === "at once";
    this.clients = (clients?.workload ?? []).map((_, client) =>
      new ClientSteps(client, cast, clients!, atOnce, this.networks, this.histories)
    );
    this.network = nodes;
    this.firstClient = nodes + 1;
    this.past = this.firstClient + this.clients.length;
    this.crashed = this.past + 1;
    this.memory = this.crashed + 1;
    const remembers = system.invariants?.some(({ memory }) => memory !== undefined) ?? false;
    this.width = this.memory + (remembers ? 1 : 0);
    this.#keepsPast = system.history ?? this.clients.length > 0;
  }

  /** The ways in which a node may take what a label says. */
  outcomes(node: NodeId, label: number, tuple: Int32Array): readonly Outcome[] {
    const kind = labels.kindOf(label), subject = labels.subjectOf(label);
    const local = tuple[node]!, steps = this.steps[node]!;
    if (kind === labels.RESTART) return this.births(node, local);
    if (kind === labels.TIMER) {
      return steps.step(local, 2 * subject + 2, () => {
        return { kind: "timer", timer: this.timers.value(subject).timer as T };
      });
    }
    const message = kind === labels.DELIVER ? subject : this.request(kind, subject, tuple);
    return steps.step(local, 2 * message + 1, () => {
      const { from, body } = this.networks.envelopes.value(message);
      return { kind: "message", from: this.#names[from] ?? from, message: body as M };
    });
  }

  /** Every way in which a node may be born. */
  births(node: NodeId, local: number): readonly Outcome[] {
    return this.steps[node]!.step(local, 0, ({ journal }) => {
      return { kind: "start", journal: journal as readonly R[] };
    });
  }

  /** The request that a client makes when it asks or tries again, or −1. */
  request(kind: number, client: number, tuple: Int32Array): number {
    const steps = this.clients[client]!, state = tuple[this.firstClient + client]!;
    const step = kind === labels.ASK ? steps.ask(state) : steps.timeout(state);
    return step === undefined ? -1 : this.networks.sent(step.batch)[0] ?? -1;
  }

  /** The client that an address belongs to. */
  clientAt(address: NodeId): number {
    return (address - this.steps.length) % this.clients.length;
  }

  /** What leaves the network when a message is delivered: nothing, where it may come again. */
  leaving(message: number): number {
    return this.networks.kind === "duplicating" ? -1 : message;
  }

  /** Writes what a step of a node did into the tuple at `at`; a message left the network, or −1. */
  apply(node: NodeId, outcome: Outcome, leaving: number, words: Int32Array, at: number): void {
    words[at + node] = outcome.local;
    const network = at + this.network;
    words[network] = this.networks.after(words[network]!, leaving, outcome.batch);
    const { answers } = outcome;
    for (let i = 0; i < answers.length; i++) this.hear(answers[i]!, -1, words, at);
  }

  /** A client hears an answer, which leaves the network, or −1; false when it no longer waits for it. */
  hear(answer: number, leaving: number, words: Int32Array, at: number): boolean {
    const client = this.clientAt(this.networks.to(answer));
    const place = at + this.firstClient + client, network = at + this.network;
    const heard = this.clients[client]!.hear(words[place]!, answer);
    words[network] = this.networks.after(words[network]!, leaving, heard?.batch ?? 0);
    if (heard === undefined) return false;
    words[place] = heard.client;
    this.see(words, at, heard.observations);
    return true;
  }

  /** The timers of a node, by number. */
  timersAt(node: NodeId, local: number): readonly number[] {
    return this.#timersAt[node]![local] ??= this.steps[node]!.locals.value(local).timers
      .map((timer) => this.timers.number({ node, timer }));
  }

  /** Adds to the history what clients saw. */
  see(words: Int32Array, at: number, observations: number): void {
    if (!this.#keepsPast) return;
    words[at + this.past] = this.histories.after(words[at + this.past]!, observations);
  }
}
