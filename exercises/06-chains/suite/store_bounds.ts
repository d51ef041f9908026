/** What a store may take: messages, records and memory, when all is well. @module */

import { said } from "hb/grade/said.ts";
import { type Grading, runFor, Wrong } from "hb/grade/part.ts";
import { encode } from "hb/model/encode.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { nested, wrapped } from "hb/model/nested.ts";
import type { TraceEvent } from "hb/model/trace.ts";
import { constant } from "hb/sim/latency.ts";
import { World } from "hb/sim/world.ts";
import type { ChainStore, Command, NodeId, Told } from "../given.ts";
import { MASTERLY, protocolOf } from "./store_world.ts";
import { asks } from "./words.ts";

const PAPER = "van Renesse and Schneider 2004; Terrace and Freedman 2009";

/** A chain in which nothing goes wrong but what is done to it, and what is counted in it. */
export class Calm {
  readonly world: World<unknown, Tagged, Tagged, unknown>;
  readonly #words: string;
  readonly #told: unknown[] = [];
  #asked = 0;

  readonly grading: Grading;

  constructor(store: ChainStore, servers: number, grading: Grading, spare = 0) {
    this.grading = grading;
    const first = Array.from({ length: servers }, (_, i) => i + 1);
    this.#words = `master 0, chain ${first.join(" → ")}, with ${spare} beside it`;
    this.world = new World({
      protocol: wrapped(protocolOf(store, { first, resendMs: 100 }), (io) =>
        nested(io, {
          answer: (client, result) => {
            this.#told.push((result as Partial<Told> | null)?.result);
            io.answer(client, result);
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
  get told(): readonly unknown[] {
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

/** Requires that a store takes no more than it should. */
export function thrifty(store: ChainStore, grading: Grading): void {
  for (const servers of [1, 2, 3, 5]) {
    const calm = new Calm(store, servers, grading);
    for (let to = 1; to <= servers; to++) {
      const command: Command = { type: "append", key: "x", value: `${to}` };
      const came = sent(calm.asks(to, command, 60)), most = 2 * (servers - 1) + (to > 1 ? 1 : 0);
      if (came.length > most) {
        calm.wrong(
          `client asks server ${to}: ${asks(command)}`,
          came.join(", "),
          `${most} messages at the most`,
        );
      }
    }
    for (let to = 1; to <= servers; to++) {
      const command: Command = { type: "get", key: "x" };
      const trace = calm.asks(to, command, 60), came = sent(trace);
      if (came.length > 0) {
        calm.wrong(
          `all updates are decided, and a client asks server ${to}: ${asks(command)}`,
          came.join(", "),
          "no message to another server: the newest version is clean",
        );
      }
    }
    const trace = calm.asks(1, { type: "get", key: "x" }, 600), quiet = sent(trace);
    if (trace.some(({ kind }) => kind === "save")) {
      calm.wrong(
        'client asks server 1: get "x", and then nobody',
        "something is saved",
        "nothing is saved",
      );
    }
    if (quiet.length > 0) {
      calm.wrong("nothing is asked for 600 ms", quiet.join(", "), "nothing is said");
    }
  }
  sparing(new Calm(store, 3, grading));
}

/** Requires that little is saved and remembered. */
function sparing(calm: Calm): void {
  const value = "v".repeat(40), sizes: number[] = [];
  for (let nth = 0; nth < 90; nth++) {
    const command: Command = { type: "put", key: `k${nth % 30}`, value: `${value}${nth % 10}` };
    const trace = calm.asks(1, command, 30);
    if (nth < 30) continue;
    const records = trace.flatMap((event) => event.kind === "save" ? [encode(event.record)] : []);
    const longest = Math.max(0, ...records.map(({ length }) => length));
    if (longest > 400) {
      calm.wrong(
        `client asks server 1, after ${nth} others: ${asks(command)}`,
        `a record of ${longest} characters is saved`,
        "what is saved for an update holds no more than that update: 400 characters will do",
      );
    }
    if (nth === 35 || nth === 89) {
      sizes.push(...calm.world.states.slice(1).map((state) => encode(state).length));
    }
  }
  const half = sizes.length / 2;
  for (const [i, late] of sizes.slice(half).entries()) {
    if (late <= sizes[i]! + 150) continue;
    calm.wrong(
      "90 updates of 30 keys",
      `server ${i + 1} remembers ${sizes[i]} characters after 36 of them, and ${late} after all`,
      "what the tail has is not kept but for what is stored",
    );
  }
}
