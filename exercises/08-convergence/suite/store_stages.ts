/**
 * Copies that are joined and cut off in turn. While they are cut off each does what it is asked; while they are
 * joined all that one of a group knows all of it must know, and nothing else: so it is known at each time what every
 * copy must show.
 *
 * @module
 */

import { type Grading, runFor, Wrong } from "hb/grade/part.ts";
import { listed, said } from "hb/grade/said.ts";
import { told } from "hb/grade/told.ts";
import type { Tagged } from "hb/model/protocol.ts";
import type { Fault } from "hb/sim/fault.ts";
import { uniform } from "hb/sim/latency.ts";
import { World } from "hb/sim/world.ts";
import type { RunningStore, Value } from "../given.ts";
import { type Case, cases, REGISTERS, SETS, smaller, type Stage } from "./store_cases.ts";
import { after, elementsIn, type Known, nobody, together, valuesIn } from "./store_knows.ts";
import {
  asked,
  type Begin,
  type Copies,
  elementsAt,
  onNodes,
  peek,
  readAt,
} from "./store_world.ts";
import { inWords } from "./values.ts";

/** How long joined copies have until they must be alike, in ms. */
const SETTLE_MS = 1500;

/** Requires that copies show what they must, at each time. */
export function stages(begin: Begin, grading: Grading): void {
  grading.forAll(
    cases(grading),
    (given) => new Run(begin, given, grading).all(),
    smaller,
    () => 20,
  );
}

class Run {
  readonly #given: Case;
  readonly #grading: Grading;
  readonly #running: RunningStore;
  readonly #world: Copies;
  #known: Known[];
  readonly #lines: string[] = [];
  #cuts: Fault[] = [];
  #ids = 0;

  constructor(begin: Begin, given: Case, grading: Grading) {
    const { nodes, most } = given;
    [this.#given, this.#grading, this.#running] = [given, grading, begin({ most })];
    this.#known = Array.from({ length: nodes }, () => nobody);
    this.#world = new World({
      protocol: onNodes(this.#running),
      nodes,
      network: { latency: uniform(1, 20), loss: 0.1, duplication: 0.1 },
      disk: { fsync: uniform(0, 3) },
      seed: 1,
      trace: "none",
    });
  }

  all(): void {
    const { nodes, stages } = this.#given;
    for (let node = 0; node < nodes; node++) {
      // Clocks are wrong: they say nothing about who has seen what.
      this.#world.inject({ kind: "clock", at: 0, node, jumpMs: -4000 * node });
    }
    this.#judge("when it begins");
    for (const stage of stages) this.#stage(stage);
    this.#join(Array.from({ length: nodes }, () => 0));
  }

  #stage({ groups, asks, crash }: Stage): void {
    this.#join(groups);
    this.#cut(groups.map((_, node) => node));
    this.#runs(50);
    for (const [node, request] of asks) {
      this.#lines.push(`copy ${node}, cut off: ${asked(request)}`);
      this.#world.tell(node, request as unknown as Tagged);
      this.#known[node] = after(this.#known[node]!, request, ++this.#ids);
      this.#runs(10);
      this.#judge("at once");
    }
    if (crash === null) return;
    this.#lines.push(`copy ${crash} crashes, and comes back`);
    this.#world.inject({ kind: "crash", at: 0, node: crash, downMs: 20 });
    this.#runs(60);
    this.#judge("when it is back");
  }

  #join(groups: readonly number[]): void {
    this.#cut(groups);
    const isWhole = new Set(groups).size === 1, { length } = groups;
    if (length > 1) {
      const words = [...new Set(groups)].map((group) =>
        groups.flatMap((each, node) => each === group ? [node] : []).join(" and ")
      );
      this.#lines.push(isWhole ? "all copies are joined" : `joined are copies ${words.join("; ")}`);
    }
    this.#runs(SETTLE_MS);
    const before = this.#known;
    this.#known = before.map((_, node) =>
      before.filter((_, other) => groups[other] === groups[node]).reduce(together)
    );
    this.#judge(`${SETTLE_MS} ms later`);
  }

  /** Copies of different numbers hear nothing of each other. */
  #cut(groups: readonly number[]): void {
    for (const cut of this.#cuts) this.#world.lift(cut);
    this.#cuts = groups.flatMap((group, a) =>
      groups.flatMap((other, b): Fault[] =>
        a < b && group !== other
          ? [{ kind: "partition", at: 0, forMs: Infinity, sides: [[a], [b]] }]
          : []
      )
    );
    for (const cut of this.#cuts) this.#world.inject(cut);
  }

  #runs(forMs: number): void {
    runFor(this.#world, forMs);
    const { violation } = this.#world;
    if (violation?.error === undefined) return;
    this.#grading.asked(() => {
      throw violation.error;
    }, () => `asked: ${this.#told()}\n  came`);
  }

  #told(): string {
    return `${this.#given.nodes} copies, each of which keeps ${this.#given.most} deltas at most:\n` +
      listed(this.#lines);
  }

  #judge(when: string): void {
    const { nodes } = this.#given;
    for (const [node, state] of this.#world.states.entries()) {
      for (const key of SETS) {
        const came = this.#grading.asked(
          () => elementsAt(this.#running, state, nodes, key),
          () => `asked: ${this.#told()}\n  came`,
        );
        const must = inWords(elementsIn(this.#known[node]!, key));
        if (came !== must) {
          this.#wrong(`${when}, copy ${node} has in ${told(key)}: ${came}`, must, SET);
        }
      }
      for (const key of REGISTERS) {
        const came = this.#grading.asked(
          () => readAt(this.#running, state, nodes, key),
          () => `asked: ${this.#told()}\n  came`,
        );
        const may = valuesIn(this.#known[node]!, key);
        if (may.includes(came as Value)) continue;
        this.#wrong(
          `${when}, copy ${node} reads ${told(came)} from ${told(key)}`,
          may.map(told).join(" or "),
          REGISTER,
        );
      }
    }
    if (when.endsWith("later")) this.#areAlike();
  }

  /** Those who know the same read the same. */
  #areAlike(): void {
    const { states } = this.#world, { nodes } = this.#given;
    for (const key of REGISTERS) {
      const seen = new Map<string, readonly [node: number, value: unknown]>();
      for (const [node, state] of states.entries()) {
        const value = peek(this.#running, state, nodes, { type: "read", key });
        const ids = [...this.#known[node]!.registers.made.keys()].sort().join();
        const [other, same] = seen.get(ids) ?? [node, value];
        seen.set(ids, [other, same]);
        if (same === value) continue;
        const words = `copy ${other} reads ${told(same)} from ${told(key)}, and copy ${node} ${
          told(value)
        }`;
        this.#wrong(words, "the same", "copies that know the same show the same");
      }
    }
  }

  #wrong(came: string, must: string, why: string): never {
    throw new Wrong(said({ asked: this.#told(), came, must, why }));
  }
}

const SET =
  "an element is there if any of its adds is known that was not removed by who had seen it";
const REGISTER =
  "a write replaces what its copy knows; of those that are not replaced one is read, at all copies the same";
