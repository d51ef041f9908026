/**
 * Copies that are joined and cut off in turn. While they are cut off each does what it is asked; while they are
 * joined all that one of a group knows all of it must know, and nothing else: so it is known at each time what every
 * copy must show.
 *
 * @module
 */

import { drawnBy, type Grading, runFor, Wrong } from "hb/grade/part.ts";
import { listed, said } from "hb/grade/said.ts";
import { told } from "hb/grade/told.ts";
import { withoutParts } from "hb/grade/without_parts.ts";
import type { NodeId, Tagged } from "hb/model/protocol.ts";
import type { Fault } from "hb/sim/fault.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Random } from "hb/sim/random.ts";
import { World } from "hb/sim/world.ts";
import type { RunningStore, StoreRequest, Value } from "../given.ts";
import { alive, type Facts, joined, nothing } from "./facts.ts";
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

/** What happens while copies are cut off from each other, and who is joined before that. */
export interface Stage {
  /** For each copy, with whom it is joined: those of one number. */
  readonly groups: readonly number[];
  readonly asks: readonly (readonly [node: NodeId, request: StoreRequest])[];
  /** Who crashes then, and comes back. */
  readonly crash: NodeId | null;
}

interface Case {
  readonly nodes: number;
  readonly most: number;
  readonly stages: readonly Stage[];
}

/** How long joined copies have until they must be alike, in ms. */
const SETTLE_MS = 1500;

/** Requires that copies show what they must, at each time. */
export function stages(begin: Begin, grading: Grading): void {
  const cases = drawnBy(grading, 40, "stages", (random, at): Case => {
    const nodes = at === 0 ? 1 : [2, 3, 3, 5][random.below(4)]!;
    return {
      nodes,
      most: [0, 1, 50][random.below(3)]!,
      stages: Array.from({ length: 2 + at % 4 }, () => aStage(random, nodes)),
    };
  });
  grading.forAll(cases, (given) => new Run(begin, given, grading).all(), smaller, () => 20);
}

const SETS = ["s", "t"],
  REGISTERS = ["x", "s"],
  ELEMENTS: readonly Value[] = ["a", "b", 1, "1", 0, null];

function aStage(random: Random, nodes: number): Stage {
  const asks = Array.from({ length: 1 + random.below(5) }, () => {
    const which = random.below(10), key = SETS[random.below(2)]!;
    const element = ELEMENTS[random.below(ELEMENTS.length)]!;
    const request: StoreRequest = which < 5
      ? { type: "add", key, element }
      : which < 8
      ? { type: "remove", key, element }
      : { type: "write", key: REGISTERS[random.below(2)]!, value: element };
    return [random.below(nodes), request] as const;
  });
  const parts = random.chance(0.6) ? 1 : 2;
  return {
    groups: Array.from({ length: nodes }, () => random.below(parts)),
    asks,
    crash: random.chance(0.3) ? random.below(nodes) : null,
  };
}

function* smaller(given: Case): Generator<Case> {
  for (const stages of withoutParts(given.stages)) yield { ...given, stages };
  for (const [i, stage] of given.stages.entries()) {
    const but = (changed: Partial<Stage>) => ({
      ...given,
      stages: given.stages.with(i, { ...stage, ...changed }),
    });
    for (const asks of withoutParts(stage.asks)) yield but({ asks });
    if (stage.crash !== null) yield but({ crash: null });
  }
}

/** What one copy knows: of sets and registers what was put there, by the key. */
interface Known {
  readonly sets: Facts<readonly [key: string, element: Value]>;
  readonly registers: Facts<readonly [key: string, value: Value]>;
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
    this.#known = Array.from({ length: nodes }, () => ({ sets: nothing, registers: nothing }));
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
    this.#judge("when it begins");
    const { nodes, stages } = this.#given;
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
      this.#knows(node, request);
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
      before.filter((_, other) => groups[other] === groups[node]).reduce((a, b) => ({
        sets: joined(a.sets, b.sets),
        registers: joined(a.registers, b.registers),
      }))
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

  #knows(node: NodeId, request: StoreRequest): void {
    const { sets, registers } = this.#known[node]!, id = ++this.#ids, { key, type } = request;
    if (type === "write") {
      const gone = alive(registers).filter(([, each]) => each[0] === key).map(([id]) => id);
      const delta = { made: new Map([[id, [key, request.value] as const]]), gone: new Set(gone) };
      this.#known[node] = { sets, registers: joined(registers, delta) };
    } else if (type === "add" || type === "remove") {
      const gone = alive(sets).filter(([, each]) => each[0] === key && each[1] === request.element);
      const delta = {
        made: new Map(type === "add" ? [[id, [key, request.element] as const]] : []),
        gone: new Set(gone.map(([id]) => id)),
      };
      this.#known[node] = { sets: joined(sets, delta), registers };
    }
  }

  #runs(forMs: number): void {
    runFor(this.#world, forMs);
    const { violation } = this.#world;
    if (violation?.error === undefined) return;
    this.#grading.asked(() => {
      throw violation.error;
    }, () => this.#told());
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
          () => this.#told(),
        );
        const all = alive(this.#known[node]!.sets).filter(([, each]) => each[0] === key);
        const must = inWords([...new Set(all.map(([, each]) => each[1]))]);
        if (came !== must) {
          this.#wrong(`${when}, copy ${node} has in ${told(key)}: ${came}`, must, SET);
        }
      }
      for (const key of REGISTERS) {
        const came = this.#grading.asked(
          () => readAt(this.#running, state, nodes, key),
          () => this.#told(),
        );
        const all = alive(this.#known[node]!.registers).filter(([, each]) => each[0] === key);
        const may = all.length === 0 ? [null] : all.map(([, each]) => each[1]);
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
