/** A run of copies that is told as it goes on. @module */

import { type Grading, runFor, Wrong } from "hb/grade/part.ts";
import { listed, said } from "hb/grade/said.ts";
import { encode } from "hb/model/encode.ts";
import type { NodeId, Tagged } from "hb/model/protocol.ts";
import type { Fault } from "hb/sim/fault.ts";
import { uniform } from "hb/sim/latency.ts";
import { World } from "hb/sim/world.ts";
import type { RunningStore, StoreRequest, StoreRules } from "../given.ts";
import { asked, type Begin, type Copies, elementsAt, onNodes } from "./store_world.ts";

/** A run that is told. */
export class Told {
  readonly world: Copies;
  readonly running: RunningStore;
  readonly #nodes: number;
  readonly #grading: Grading;
  readonly #lines: string[] = [];

  constructor(
    begin: Begin,
    nodes: number,
    grading: Grading,
    chosen: Partial<StoreRules> = {},
    loss = 0,
  ) {
    [this.running, this.#nodes, this.#grading] = [begin(chosen), nodes, grading];
    this.world = new World({
      protocol: onNodes(this.running),
      nodes,
      network: { latency: uniform(1, 10), loss },
      seed: 1,
      trace: "full",
    });
    this.run(1000);
  }

  run(forMs: number): void {
    runFor(this.world, forMs);
    const { violation } = this.world;
    if (violation?.error === undefined) return;
    this.#grading.asked(() => {
      throw violation.error;
    }, () => `asked: ${this.told()}\n  came`);
  }

  also(words: string): void {
    this.#lines.push(words);
  }

  /** A copy is asked; `words`, where it is one of many. */
  ask(node: NodeId, request: StoreRequest, isTold = true): void {
    if (isTold) this.also(`copy ${node}: ${asked(request)}`);
    this.world.tell(node, request as unknown as Tagged);
    this.run(5);
  }

  inject(fault: Fault, words: string): void {
    this.also(words);
    this.world.inject(fault);
  }

  /** How many characters were sent between copies from then on, and in how many messages. */
  sent(after = 0): { readonly messages: number; readonly characters: number } {
    const all = this.world.trace.flatMap((each) =>
      each.kind === "send" && each.at >= after && each.from < this.#nodes && each.to < this.#nodes
        ? [encode(each.body).length]
        : []
    );
    return { messages: all.length, characters: all.reduce((sum, each) => sum + each, 0) };
  }

  /** Requires that all copies have that in a set. */
  all(key: string, must: string, why: string): void {
    for (const [node, state] of this.world.states.entries()) {
      const came = this.#grading.asked(
        () => elementsAt(this.running, state, this.#nodes, key),
        () => `asked: ${this.told()}\n  came`,
      );
      if (came !== must) this.wrong(`copy ${node} has in "${key}": ${came}`, must, why);
    }
  }

  /** Requires that nothing is larger than that. */
  within(length: number, most: number, what: string, why: string): void {
    if (length <= most) return;
    this.wrong(`${what}: ${length}`, `${most} at most`, why);
  }

  told(): string {
    const start = `${this.#nodes} copies`;
    return this.#lines.length === 0 ? `${start} begin` : `${start}:\n${listed(this.#lines)}`;
  }

  wrong(came: string, must: string, why: string): never {
    throw new Wrong(said({ asked: this.told(), came, must, why }));
  }
}
