/** What any Multi-Paxos is tried in: clients in sessions, while the network and the machines do what they like. @module */

import { type Grading, reach, runFor } from "hb/grade/part.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { inSession, OPEN } from "hb/replicated/client_sessions.ts";
import type { Schedule } from "hb/sim/fault.ts";
import { constant, uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import { weather } from "hb/sim/weather.ts";
import type { World } from "hb/sim/world.ts";
import type { Answer, WholeSetting, WholeView } from "../given.ts";
import { invariantsOf, promises } from "./shown.ts";
import { whoWaits } from "./waiting.ts";
import { label } from "./node.ts";
import type { Subject } from "./subject.ts";

/** A world of whatever protocol. */
export type AnyWorld = World<unknown, Tagged, Tagged, unknown>;
type AnyScenario = Scenario<unknown, Tagged, Tagged, unknown>;

/** What is not the same in all of them. */
interface Trial {
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
}

/** Three clients with sessions, who ask all the time. */
export function scenarioOf(
  paxos: Subject,
  {
    nodes,
    setting = {},
    faults = [],
    network = { latency: uniform(1, 30) },
    asks = 8,
    everyMs = 150,
    fsyncMs = 3,
  }: Trial,
): AnyScenario {
  const members = Array.from({ length: nodes }, (_, node) => node);
  const all: WholeSetting = { members, window: 3, ...setting };
  return {
    protocol: paxos.protocol(all),
    nodes,
    network,
    disk: { fsync: uniform(0, fsyncMs) },
    faults,
    invariants: [...invariantsOf(paxos, all.window), promises(paxos)],
    clients: {
      workload: ["a", "b", "c"].map((name) => [
        { input: OPEN, at: 0 },
        ...Array.from(
          { length: asks },
          (_, n) => ({ input: `${name}${n}`, at: 900 + everyMs * n }),
        ),
      ]),
      ask: (input, which, seen) => inSession(3, () => seen!.history)(input, which),
      to({ client, attempt }, _, seen) {
        const up = members.filter((node) => seen!.states[node] !== undefined);
        return up[(client + attempt) % up.length] ?? 0;
      },
      timeoutMs: 200,
      retries: 30,
      outcome: (answer) => (answer as Answer).ok ? "ok" : "fail",
    },
  };
}

/** What the servers that are up show. */
export function viewsOf(paxos: Subject, { states }: AnyWorld): WholeView[] {
  return states.flatMap((state) => state === undefined ? [] : [paxos.view(state)]);
}

/** Everybody has executed all that has been asked for. */
export function allDone(paxos: Subject, who?: readonly number[]) {
  const words = "all clients are answered, and all members have executed what they asked for";
  return [4000, words, (world: AnyWorld) => {
    if (world.clientsBusy || world.history.some(({ outcome }) => outcome !== "ok")) return false;
    const commands = world.history.map(({ input }) => input).filter((input) => input !== OPEN);
    const states = who === undefined ? world.states : who.map((node) => world.states[node]);
    return states.every((state) => {
      const applied = new Set<unknown>(state === undefined ? [] : paxos.view(state).applied);
      return commands.every((command) => applied.has(command));
    });
  }, (world: AnyWorld) => whoWaits(paxos, world, who)] as const;
}

/** All is well, and there is much to do: it is decided in few messages. */
export function pouring(paxos: Subject, nodes: number, grading: Grading): void {
  const network = { latency: constant(5) };
  grading.sweep(scenarioOf(paxos, { nodes, asks: 14, everyMs: 20, network }), {
    seeds: 1,
    shrinkRuns: 40,
    drive(world) {
      runFor(world, 1300);
      reach(world, allDone(paxos));
      stays(paxos, world);
    },
  });
}

/** Nothing goes wrong for two seconds, and so nobody else leads. */
function stays(paxos: Subject, world: AnyWorld): void {
  const ballots = () => viewsOf(paxos, world).map(({ promised }) => label(promised)).join(", ");
  const before = ballots();
  runFor(world, 2000);
  const now = ballots(), words = "a leader that all can hear goes on to lead";
  const breach =
    `nothing goes wrong for two seconds, and the promised ballots were ${before}, and are ${now}`;
  world.require({
    name: "a leader stays",
    words,
    check: () => now === before ? undefined : { words: `${words}: ${breach}`, nodes: [] },
  });
}

/** Everything goes wrong, and then nothing more. */
export function stormy(
  paxos: Subject,
  nodes: number,
  grading: Grading,
  snapshotEvery?: number,
): void {
  const troubleMs = 2500, asks = 8;
  for (let i = 0; i < 6; i++) {
    const faults = weather(new Random(i, "09-paxos"), nodes, {
      untilMs: troubleMs,
      faults: [4, 12],
      mix: { crash: 2, partition: 2, pause: 1 },
      spanMs: [30, 900],
    });
    const network = i % 2 === 0
      ? { latency: uniform(1, 30), loss: 0.05, duplication: 0.1 }
      : { latency: uniform(1, 200), duplication: 0.1 };
    const setting = snapshotEvery === undefined ? {} : { snapshotEvery };
    grading.sweep(scenarioOf(paxos, { nodes, setting, faults, network, asks }), {
      seeds: 2,
      shrinkRuns: 150,
      drive(world) {
        runFor(world, troubleMs);
        world.reshape({ latency: uniform(1, 30) });
        reach(world, allDone(paxos));
      },
    });
  }
}

/** Servers crash again and again, and are back at once. */
export function crashing(paxos: Subject, grading: Grading): void {
  for (let i = 0; i < 6; i++) {
    const faults = weather(new Random(i, "09-paxos crashes"), 3, {
      fromMs: 200,
      untilMs: 2200,
      faults: [15, 40],
      spanMs: [1, 60],
      mix: { crash: 1 },
    });
    grading.sweep(scenarioOf(paxos, { nodes: 3, faults, fsyncMs: 25 }), {
      seeds: 2,
      shrinkRuns: 150,
      drive(world) {
        runFor(world, 2300);
        reach(world, allDone(paxos));
      },
    });
  }
}

/** The same with nobody who asks. */
export function withoutClients({ clients: _, ...scenario }: AnyScenario): AnyScenario {
  return scenario;
}

/** Nobody can win for long; then somebody must, however often all have stood by then. */
export function enduring(paxos: Subject, grading: Grading): void {
  const apart = (one: number[], others: number[]) =>
    ({ kind: "partition", at: 0, forMs: 45_000, sides: [one, others] }) as const;
  const faults = [apart([0], [1, 2]), apart([1], [2])];
  grading.sweep(withoutClients(scenarioOf(paxos, { nodes: 3, faults, asks: 0 })), {
    seeds: 1,
    shrinkRuns: 20,
    drive(world) {
      runFor(world, 45_100);
      reach(world, [
        4000,
        "somebody leads, after all could not for 45 seconds",
        (world) => viewsOf(paxos, world).some(({ leads }) => leads !== null),
      ]);
    },
  });
}
