/** Runs in which links are cut and mended at chosen moments, so that a rare order of events comes about. @module */

import type { Grading } from "hb/grade/part.ts";
import type { NodeId, Tagged } from "hb/model/protocol.ts";
import { bare } from "hb/replicated/requests.ts";
import type { Fault } from "hb/sim/fault.ts";
import { uniform } from "hb/sim/latency.ts";
import type { WholeSetting, WholeView } from "../given.ts";
import { type AnyWorld, scenarioOf, withoutClients } from "./storms.ts";
import type { Subject } from "./subject.ts";

/** Links that are cut, or slow. */
export type Trouble = Extract<Fault, { kind: "partition" | "slow" }>;

/** A world, and what one does to it. */
export interface Stage {
  readonly world: AnyWorld;
  view(node: NodeId): WholeView;
  leads(node: NodeId): boolean;
  /** From now on nothing passes between the two sides, or from the first to the second only. */
  cut(one: readonly NodeId[], other: readonly NodeId[], oneWay?: boolean): Trouble;
  /** From now on what one says to the other takes so much longer. */
  slow(from: NodeId, to: NodeId, byMs: number): Trouble;
  mend(...troubles: readonly Trouble[]): void;
  /** A server crashes; it is back after a while, if it says so. */
  crash(node: NodeId, downMs?: number): void;
  /** A client that does not mind if it happens twice asks this of a server. */
  ask(node: NodeId, command: string): void;
  change(node: NodeId, members: readonly NodeId[]): void;
  /** Lets time pass until something is so; false if it never is, and then the run is of no use. */
  until(forMs: number, isSo: () => boolean): boolean;
  pass(forMs: number): void;
  /** Requires that something is so: a rule, by its name and in words. */
  require(name: string, words: string, isSo: boolean, breach: () => string): void;
}

/** Plays a run several times, as chance has a part in who leads. */
export function directed(
  paxos: Subject,
  grading: Grading,
  { nodes, setting, runs }: {
    readonly nodes: number;
    readonly setting?: Partial<WholeSetting>;
    readonly runs: number;
  },
  play: (stage: Stage, run: number) => void,
): void {
  for (let run = 0; run < runs; run++) {
    const scenario = scenarioOf(paxos, {
      nodes,
      asks: 0,
      fsyncMs: 1,
      network: { latency: uniform(1, 10) },
      ...(setting === undefined ? {} : { setting }),
    });
    grading.sweep(withoutClients(scenario), {
      seeds: 1,
      seedBase: run + 1,
      shrinkRuns: 0,
      drive: (world) => play(stageOf(paxos, world), run),
    });
  }
}

/** What one may do to a world. */
export function stageOf(paxos: Subject, world: AnyWorld): Stage {
  const view = (node: NodeId) => paxos.view(world.states[node]);
  const begun = (trouble: Trouble): Trouble => (world.inject(trouble), trouble);
  return {
    world,
    view,
    leads: (node) => view(node).leads !== null,
    cut(one, other, oneWay = false) {
      const sides = [one, other] as const;
      return begun({ kind: "partition", at: world.now, forMs: Infinity, sides, oneWay });
    },
    slow: (from, to, byMs) =>
      begun({ kind: "slow", at: world.now, forMs: Infinity, from, to, byMs }),
    mend: (...troubles) => troubles.forEach((trouble) => world.lift(trouble)),
    crash: (node, downMs = Infinity) =>
      world.inject({
        kind: "crash",
        at: world.now,
        node,
        ...(downMs < Infinity ? { downMs } : {}),
      }),
    ask: (node, command) => world.tell(node, bare(command) as Tagged),
    change: (node, members) => world.tell(node, { type: "change", members } as Tagged),
    until: (forMs, isSo) => (world.run(forMs, isSo), world.violation === undefined && isSo()),
    pass: (forMs) => void world.run(forMs),
    require: (name, words, isSo, breach) =>
      void world.require({
        name,
        words,
        check: () => isSo ? undefined : { words: breach(), nodes: [] },
      }),
  };
}
