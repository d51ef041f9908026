/** A run of a broadcast that is told as it goes on. @module */

import { type Grading, runFor, Wrong } from "hb/grade/part.ts";
import { said } from "hb/grade/said.ts";
import type { NodeId, Tagged } from "hb/model/protocol.ts";
import { type Latency, uniform } from "hb/sim/latency.ts";
import { World } from "hb/sim/world.ts";
import type { RunningBroadcast, TreeMessage, TreeRules } from "../given.ts";
import { atMostOnce, deliveredAt, everybody, oneId } from "./broadcast_rules.ts";
import { type Begin, type Cut, type Graph, Membership, type Net, onNodes, rules } from "./net.ts";

export const PAPER = "Leitão et al. 2007a";
/** How long a broadcast is given, in ms. */
export const QUIET_MS = 1500;

/** A message that was sent. */
export type Sent = Tagged & { readonly from: NodeId; readonly to: NodeId };

/** A run that is told as it goes on. */
export class Told {
  readonly world: Net;
  readonly #running: RunningBroadcast;
  readonly #members: Membership;
  readonly #grading: Grading;
  readonly #asked: string[];
  #count = 0;

  constructor(
    begin: Begin,
    graph: Graph,
    words: string,
    grading: Grading,
    { chosen = rules, latency = uniform(1, 10), cuts = [] }: {
      chosen?: TreeRules;
      latency?: Latency;
      cuts?: readonly Cut[];
    } = {},
  ) {
    [this.#grading, this.#asked, this.#running] = [grading, [words], begin(chosen)];
    this.world = new World({
      protocol: onNodes(this.#running),
      nodes: graph.length,
      network: { latency, order: "fifo" },
      invariants: [atMostOnce(this.#running), oneId(this.#running)],
      seed: 1,
      trace: "full",
    });
    this.#members = new Membership(this.world, graph, cuts);
    this.run(100);
  }

  run(forMs: number): void {
    this.#members.run(forMs);
    this.#unbroken();
  }

  /** Nobody is told who is there meanwhile. */
  unnoticed(forMs: number): void {
    runFor(this.world, forMs);
    this.#unbroken();
  }

  #unbroken(): void {
    const { violation } = this.world;
    if (violation === undefined) return;
    const asked = this.#asked.join("; ");
    if (violation.error !== undefined) {
      this.#grading.asked(() => {
        throw violation.error;
      }, () => `asked: ${asked}\n  came`);
    }
    this.wrong(violation.words, violation.invariant, PAPER);
  }

  also(words: string): void {
    this.#asked.push(words);
  }

  /** A node broadcasts; what was sent from then on, when so much time has gone by. */
  broadcast(node: NodeId, forMs: number = QUIET_MS): Sent[] {
    const before = this.sent().length;
    this.also(`node ${node} broadcasts`);
    this.world.tell(node, { type: "broadcast", payload: `${this.#count++}` } as Tagged);
    this.run(forMs);
    return this.sent().slice(before);
  }

  /** A node is asked to broadcast something of its own, of which nothing is said. */
  tell(node: NodeId, payload: string): void {
    this.world.tell(node, { type: "broadcast", payload } as Tagged);
  }

  /** A node gets a message as if a neighbour had sent it. */
  hands(node: NodeId, from: NodeId, message: TreeMessage): void {
    this.world.tell(node, { type: "from", node: from, message } as Tagged);
    this.run(1);
  }

  /** All that nodes have sent to each other. */
  sent(): Sent[] {
    return this.world.trace.flatMap((each): Sent[] =>
      each.kind === "send" ? [{ ...each.body as Tagged, from: each.from, to: each.to }] : []
    )
      .filter(({ type }) => ["gossip", "ihave", "graft", "prune"].includes(type));
  }

  /** Requires that all have all; `many` of them at least. */
  all(many: number, why: string): void {
    const { states, history, now } = this.world;
    const breach = everybody(this.#running).check({ at: now, states, history });
    if (breach) this.wrong(breach.words, everybody(this.#running).words, why);
    const node = states.findIndex((state) =>
      state !== undefined && deliveredAt(this.#running, state).length < many
    );
    if (node < 0) return;
    const count = deliveredAt(this.#running, states[node]).length;
    this.wrong(`node ${node} has delivered ${count}`, `${many} are delivered`, why);
  }

  delivered(node: NodeId): string[] {
    return deliveredAt(this.#running, this.world.states[node]).map(({ payload }) => payload);
  }

  wrong(came: string, must: string, why: string): never {
    throw new Wrong(said({ asked: this.#asked.join("; "), came, must, why }));
  }
}
