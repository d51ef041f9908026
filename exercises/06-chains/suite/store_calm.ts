/** A chain in which nothing goes wrong but what is done to it, and what its clients are told. @module */

import { said } from "hb/grade/said.ts";
import { type Grading, runFor, Wrong } from "hb/grade/part.ts";
import { encode } from "hb/model/encode.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { nested, wrapped } from "hb/model/nested.ts";
import type { TraceEvent } from "hb/model/trace.ts";
import type { Fault } from "hb/sim/fault.ts";
import { constant } from "hb/sim/latency.ts";
import { World } from "hb/sim/world.ts";
import {
  apply,
  type ChainStore,
  type Command,
  isQuery,
  type NodeId,
  type Store,
} from "../given.ts";
import { MASTERLY, protocolOf, resultIn } from "./store_world.ts";
import { asks } from "./words.ts";

const PAPER = "van Renesse and Schneider 2004; Terrace and Freedman 2009";

/** The chain, in which all is counted, and a model of what must be stored. */
export class Calm {
  readonly world: World<unknown, Tagged, Tagged, unknown>;
  readonly #words: string;
  readonly #told: (string | null)[] = [];
  /** What must be stored. */
  readonly #model: Store = new Map();
  /** The last request of each client, and its result. */
  readonly #last = new Map<
    number,
    { sequence: number; command: Command; result: string | null }
  >();
  #asked = 0;

  readonly grading: Grading;

  constructor(store: ChainStore, servers: number, grading: Grading, spare = 0) {
    this.grading = grading;
    const first = Array.from({ length: servers }, (_, i) => i + 1);
    this.#words = `master 0, chain ${first.join(" → ")}, with ${spare} beside it`;
    this.world = new World({
      protocol: wrapped(protocolOf(store, { first, resendMs: 100 }), (io) =>
        nested(io, {
          answer: (client, answer) => {
            this.#told.push(resultIn(answer));
            io.answer(client, answer);
          },
        })),
      nodes: servers + 1 + spare,
      network: { latency: constant(1), order: "fifo" },
      seed: 1,
      trace: "full",
      clients: { workload: [], ask: () => ({ type: "request" }) },
    });
    this.run(20);
  }

  run(forMs: number): void {
    runFor(this.world, forMs);
    const { violation } = this.world;
    if (violation === undefined) return;
    this.grading.asked(() => {
      throw violation.error ?? new Wrong(violation.words);
    }, () => `asked: ${this.#words}\n  came`);
  }

  /** Somebody asks a server; what happens from then on. */
  asks(to: NodeId, command: Command, forMs: number): TraceEvent[] {
    const before = this.world.trace.length;
    this.tells(to, this.#asked++, command);
    this.run(forMs);
    return this.world.trace.slice(before);
  }

  /** What has been answered. */
  get told(): readonly (string | null)[] {
    return this.#told;
  }

  /** The chain that the masters have put in force. */
  get chain(): readonly NodeId[] {
    const { master } = this.world.states[0] as {
      master: { inForce: { chain: readonly NodeId[] } };
    };
    return master.inForce.chain;
  }

  /** A client asks a server. */
  tells(to: NodeId, sequence: number, command: Command, client = 7): void {
    const message = { type: "request", id: { client, sequence }, command };
    this.world.tell(to, message as Tagged);
  }

  /**
   * A client has something done, which it asks of a server, or of the head, until it is answered: with what comes of
   * it, and that once for each time that it asked. What happened before is `done`.
   */
  does(
    command: Command,
    done = "",
    { to, client = 7 }: { to?: NodeId; client?: number } = {},
  ): void {
    const sequence = (this.#last.get(client)?.sequence ?? 1000) + 1;
    const result = apply(this.#model, command);
    this.#last.set(client, { sequence, command, result });
    this.#until(client, done, to);
  }

  /** Clients ask again for the last update that they had done: it has the result that it had. */
  again(done: string): void {
    for (const [client, { command }] of this.#last) {
      if (!isQuery(command)) this.#until(client, `${done}; the client asks again`);
    }
  }

  /** Requires that servers, or all of the chain, answer with what must be stored. */
  holds(done: string, servers: readonly NodeId[] = this.chain): void {
    for (const to of servers) {
      for (const key of this.#model.keys()) {
        this.does({ type: "get", key }, done, { to, client: 300 + to });
      }
    }
  }

  #until(client: number, done: string, to?: NodeId): void {
    const { sequence, command, result } = this.#last.get(client)!, before = this.#told.length;
    let at = to ?? this.chain[0]!;
    for (let tries = 0; tries < 8 && this.#told.length === before; tries++) {
      at = to ?? this.chain[0]!;
      this.tells(at, sequence, command, client);
      for (let ms = 0; ms < 150 && this.#told.length === before; ms += 5) this.run(5);
    }
    const came = this.#told.slice(before);
    if (came.length > 0 && came.every((each) => each === result)) return;
    const words = came.length === 0 ? "no answer" : came.map((each) => encode(each)).join(", ");
    this.wrong(
      `${done}${done === "" ? "" : "; "}client ${client} asks server ${at}: ${asks(command)}`,
      words,
      `${encode(result)}: what comes of it after all that was done before, and once`,
    );
  }

  /** What goes wrong from now on. */
  inject(fault: Fault): void {
    this.world.inject(fault);
  }

  /** No message passes from the first servers to the others, nor back unless it is one way. */
  cut(sides: readonly [readonly NodeId[], readonly NodeId[]], forMs: number, oneWay = false): void {
    this.inject({ kind: "partition", at: this.world.now, forMs, sides, oneWay });
  }

  /** A server crashes, and is back after a while. */
  crash(node: NodeId, downMs: number): void {
    this.inject({ kind: "crash", at: this.world.now, node, downMs });
  }

  wrong(asked: string, came: string, must: string): never {
    throw new Wrong(said({ asked: `${this.#words}: ${asked}`, came, must, why: PAPER }));
  }
}

/** What servers have said to each other. */
export const sent = (trace: readonly TraceEvent[]): string[] =>
  trace.flatMap((event) =>
    event.kind === "send" && !MASTERLY.has((event.body as Tagged).type) && event.from !== event.to
      ? [(event.body as Tagged).type]
      : []
  ).filter((type) => type !== "request" && type !== "answer");
