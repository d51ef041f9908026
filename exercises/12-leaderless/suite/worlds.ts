/** What any EPaxos is tried in: clients, while the network and the machines do what they like. @module */

import type { Tagged } from "hb/model/protocol.ts";
import type { Schedule } from "hb/sim/fault.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import type { World } from "hb/sim/world.ts";
import type { Request, WholeSetting, WholeView } from "../given.ts";
import { invariantsOf, promises } from "./shown.ts";
import { clash, type Subject } from "./subject.ts";

/** A world of whatever protocol. */
export type AnyWorld = World<unknown, Tagged, Tagged, unknown>;
/** A scenario of whatever protocol. */
export type AnyScenario = Scenario<unknown, Tagged, Tagged, unknown>;

/** What is not the same in all of them. */
export interface Trial {
  readonly nodes: number;
  readonly setting?: Partial<WholeSetting>;
  readonly faults?: Schedule;
  readonly network?: AnyScenario["network"];
  /** How many commands each of three clients asks for. */
  readonly asks?: number;
  /** One each so many ms. */
  readonly everyMs?: number;
  /** How long it takes at most until something is durable, in ms. */
  readonly fsyncMs?: number;
  /** How many things commands touch. */
  readonly keys?: number;
}

/** The request of a client for a command. */
export function requestOf(command: string, client: number, number: number): Request {
  return { type: "request", command, client, number };
}

/** Three clients, who ask all the time; two of three commands write. */
export function scenarioOf(
  epaxos: Subject,
  {
    nodes,
    setting = {},
    faults = [],
    network = { latency: uniform(1, 30) },
    asks = 8,
    everyMs = 150,
    fsyncMs = 3,
    keys = 2,
  }: Trial,
): AnyScenario {
  const all: WholeSetting = { interfere: clash, ...setting };
  return {
    protocol: epaxos.protocol(all),
    nodes,
    network,
    disk: { fsync: uniform(0, fsyncMs) },
    faults,
    invariants: [
      ...invariantsOf(epaxos, all.interfere, fsyncMs > 0),
      promises(epaxos, all.interfere),
    ],
    clients: {
      workload: ["a", "b", "c"].map((name, which) =>
        Array.from({ length: asks }, (_, n) => ({
          input: `${(n + which) % 3 === 0 ? "?" : "+"}${"xyz"[(n + which) % keys]} ${name}${n}`,
          at: 100 + everyMs * n,
        }))
      ),
      ask: (input, { client, sequence }) => requestOf(input as string, client, sequence + 1),
      to({ client, attempt }, count, seen) {
        const up = [...seen!.states.keys()].filter((node) => seen!.states[node] !== undefined);
        return up[(client + attempt) % up.length] ?? client % count;
      },
      timeoutMs: 400,
      retries: 30,
    },
  };
}

/** What the replicas that are up show. */
export function viewsOf(epaxos: Subject, { states }: AnyWorld): WholeView[] {
  return states.flatMap((state) => state === undefined ? [] : [epaxos.view(state)]);
}

/** All are answered, and all who are up have executed what was asked for. */
export function allDone(epaxos: Subject) {
  const words = "all clients are answered, and all replicas have executed what they asked for";
  const lacks = (world: AnyWorld, node: number): string[] => {
    const applied = new Set(epaxos.view(world.states[node]).applied);
    return world.history.map(({ input }) => input as string).filter((each) => !applied.has(each));
  };
  const up = ({ states }: AnyWorld) =>
    [...states.keys()].filter((node) => states[node] !== undefined);
  return [
    4000,
    words,
    (world: AnyWorld) =>
      !world.clientsBusy && world.history.every(({ outcome }) => outcome === "ok") &&
      up(world).every((node) => lacks(world, node).length === 0),
    (world: AnyWorld) => {
      const open = world.history.filter(({ outcome }) => outcome !== "ok")
        .map(({ process, input }) => `client ${process} has no answer to ${input}`);
      const late = up(world).flatMap((node) => {
        const all = lacks(world, node);
        return all.length === 0 ? [] : [`replica ${node} lacks ${all.slice(0, 3).join(", ")}`];
      });
      return [...open.slice(0, 3), ...late].join("; ");
    },
  ] as const;
}
