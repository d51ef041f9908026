/** Worlds in which one cuts links, and lets replicas crash, at chosen moments. @module */

import type { Grading } from "hb/grade/part.ts";
import type { NodeId, Tagged } from "hb/model/protocol.ts";
import type { Fault } from "hb/sim/fault.ts";
import { uniform } from "hb/sim/latency.ts";
import type { WholeSetting, WholeView } from "../given.ts";
import type { Subject } from "./subject.ts";
import { type AnyWorld, requestOf, scenarioOf } from "./worlds.ts";

/** Links that are cut. */
export type Trouble = Extract<Fault, { kind: "partition" }>;

/** A world, and what one does to it. */
export interface Stage {
  readonly world: AnyWorld;
  view(node: NodeId): WholeView;
  /** From now on nothing passes from the first to the second. */
  cut(from: readonly NodeId[], to: readonly NodeId[]): Trouble;
  mend(...troubles: readonly Trouble[]): void;
  /** A replica is gone for good. */
  crash(...nodes: readonly NodeId[]): void;
  /** A replica crashes, and is back at once, with what it has saved. */
  restart(node: NodeId): void;
  /** A client that never asks again asks this of a replica. */
  ask(node: NodeId, command: string): void;
  pass(forMs: number): void;
  /** What is done to this world, in words: a breach on the way is told with it. */
  story(words: string): void;
  /** Time passes until it is so, at most that long; says whether it is. */
  until(isSo: () => boolean, mostMs: number): boolean;
  /** Requires that these replicas have executed that within four seconds. */
  executed(nodes: readonly NodeId[], commands: readonly string[], why: string): void;
}

const WORDS =
  "what a replica has executed is decided, and is executed by all others, whoever is gone; and what is asked of a replica that stays is executed within four seconds";

/** Plays a run several times, as chance has a part in what comes first. */
export function directed(
  epaxos: Subject,
  grading: Grading,
  { nodes, runs, setting = {} }: {
    readonly nodes: number;
    readonly runs: number;
    readonly setting?: Partial<WholeSetting>;
  },
  play: (stage: Stage, run: number) => void,
): void {
  for (let run = 0; run < runs; run++) {
    const { clients: _, ...scenario } = scenarioOf(epaxos, {
      nodes,
      setting,
      fsyncMs: 0,
      network: { latency: uniform(10, 20) },
    });
    let story = "";
    const invariants = scenario.invariants!.map((each) => ({
      ...each,
      check(...given: Parameters<typeof each.check>) {
        const found = each.check(...given);
        return found === undefined || story === ""
          ? found
          : { ...found, words: `${story}; ${found.words}` };
      },
    }));
    grading.sweep({ ...scenario, invariants }, {
      seeds: 1,
      seedBase: run + 1,
      shrinkRuns: 0,
      drive(world) {
        story = "";
        play({ ...stageOf(epaxos, world), story: (words) => void (story = words) }, run);
      },
    });
  }
}

function stageOf(epaxos: Subject, world: AnyWorld): Omit<Stage, "story"> {
  const view = (node: NodeId) => epaxos.view(world.states[node]);
  let asked = 0;
  return {
    world,
    view,
    cut(from, to) {
      const sides = [from, to] as const;
      const trouble: Trouble = {
        kind: "partition",
        at: world.now,
        forMs: Infinity,
        sides,
        oneWay: true,
      };
      world.inject(trouble);
      return trouble;
    },
    mend: (...troubles) => troubles.forEach((trouble) => world.lift(trouble)),
    crash: (...nodes) =>
      nodes.forEach((node) => world.inject({ kind: "crash", at: world.now, node })),
    restart(node) {
      world.inject({ kind: "crash", at: world.now, node, downMs: 1 });
      world.run(2);
    },
    ask: (node, command) =>
      world.tell(node, requestOf(command, 1000 + asked++, 1) as unknown as Tagged),
    pass: (forMs) => void world.run(forMs),
    until(isSo, mostMs) {
      world.run(mostMs, isSo);
      return isSo();
    },
    executed(nodes, commands, why) {
      const lacks = () =>
        nodes.flatMap((node) =>
          commands.filter((command) => !view(node).applied.includes(command))
            .map((command) => `replica ${node} has not executed ${command}`)
        );
      world.run(4000, () => lacks().length === 0);
      world.require({
        name: "nothing is lost",
        words: WORDS,
        check: () =>
          lacks().length === 0 ? undefined : {
            words: `${why}; four seconds later ${lacks().join(", ")}`,
            nodes: [],
          },
      });
    },
  };
}

/** All replicas but these. */
export function rest(nodes: number, gone: readonly NodeId[]): NodeId[] {
  return Array.from({ length: nodes }, (_, node) => node).filter((node) => !gone.includes(node));
}
