/** A client that has several requests under way, which overtake each other, and some of which come twice. @module */

import { type Grading, runFor } from "hb/grade/part.ts";
import type { Invariant } from "hb/model/invariant.ts";
import type { Clients } from "hb/model/clients.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { constant } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import type { Answer } from "../given.ts";
import { stageOf } from "./directing.ts";
import { scenarioOf } from "./storms.ts";
import type { Subject } from "./subject.ts";

/** One copy of a request, as it arrives. */
interface Copy {
  readonly sequence: number;
  readonly lowest: number;
}

/** The shortest order in which a bound that falls does harm. */
const overtaken: readonly Copy[] = [
  { sequence: 1, lowest: 1 },
  { sequence: 3, lowest: 2 },
  { sequence: 2, lowest: 1 },
  { sequence: 1, lowest: 1 },
];

/** Each request takes effect once, at its first copy, in whatever order they come. */
export function pipelining(paxos: Subject, grading: Grading): void {
  const drawn = Array.from({ length: 4 }, (_, i) => anOrder(new Random(i, "09-paxos pipelining")));
  for (const [i, copies] of [overtaken, ...drawn].entries()) {
    const scenario = scenarioOf(paxos, {
      nodes: i % 2 === 0 ? 1 : 3,
      asks: 0,
      network: { latency: constant(2) },
    });
    grading.sweep({
      ...scenario,
      clients: clientsFor(paxos, copies),
      invariants: [
        ...scenario.invariants!.filter(({ name }) => name !== "exactly once"),
        once(paxos),
      ],
    }, { seeds: 1, shrinkRuns: 0, drive: (world) => runFor(world, 1400 + 40 * copies.length) });
  }
}

/** A client has up to three requests under way; each leaves twice, and says then what the client has. */
function anOrder(random: Random): Copy[] {
  const under: Copy[] = [], copies: Copy[] = [], answered = new Set<number>();
  const lowest = () => {
    let least = 1;
    while (answered.has(least)) least++;
    return least;
  };
  for (let next = 1; copies.length < 20;) {
    if (under.length === 0 || (next < lowest() + 4 && random.chance(0.6))) {
      const copy = { sequence: next++, lowest: lowest() };
      under.push(copy, copy);
      continue;
    }
    const [copy] = under.splice(random.below(under.length), 1);
    copies.push(copy!);
    answered.add(copy!.sequence);
  }
  return copies;
}

/** One opens the session; each copy comes from a client of its own, which uses it. */
function clientsFor(paxos: Subject, copies: readonly Copy[]): Clients<Tagged> {
  return {
    workload: [
      [{ input: "open", at: 700 }],
      ...copies.map((copy, i) => [{ input: copy, at: 1000 + 40 * i }]),
    ],
    ask(input, _, seen) {
      if (input === "open") return { type: "register" };
      const { sequence, lowest } = input as Copy;
      const opened = seen!.history.find((each) => each.input === "open" && each.outcome === "ok");
      const { result } = Object(opened?.output) as { readonly result?: number };
      const session = result ?? 0;
      return {
        type: "request",
        command: `c${sequence}`,
        stamp: { session, sequence, lowest },
      } as Tagged;
    },
    to: (_, __, seen) => leaderIn(paxos, seen!.states),
    timeoutMs: 200,
    retries: 1,
    outcome: (answer) => (answer as Answer).ok ? "ok" : "fail",
  };
}

function once(paxos: Subject): Invariant<unknown> {
  const words =
    "what a client asks in a session takes effect once, in whatever order its requests come: what it has said that it has stays true";
  return {
    name: "exactly once",
    words,
    check({ states }) {
      for (const [node, state] of states.entries()) {
        const applied = state === undefined ? [] : paxos.view(state).applied;
        const twice = applied.find((command, at) => applied.indexOf(command) < at);
        if (twice !== undefined) {
          return { words: `server ${node} has executed ${applied.join(", ")}`, nodes: [node] };
        }
      }
      return undefined;
    },
  };
}

/** Who has opened no session, and stamps its request as if it had, is told that nothing has been done. */
export function strangers(paxos: Subject, grading: Grading): void {
  for (const nodes of [1, 3]) {
    const network = { latency: constant(2) };
    const scenario = scenarioOf(paxos, { nodes, asks: 0, network });
    const clients: Clients<Tagged> = {
      workload: [[{ input: "x1", at: 1000 }]],
      ask: () => {
        const stamp = { session: 77, sequence: 1, lowest: 1 };
        return { type: "request", command: "x1", stamp } as Tagged;
      },
      to: (_, __, seen) => leaderIn(paxos, seen!.states),
      timeoutMs: 200,
      retries: 5,
      outcome: (answer) => (answer as Answer).ok ? "ok" : "fail",
    };
    grading.sweep({ ...scenario, clients }, {
      seeds: 1,
      shrinkRuns: 0,
      drive(world) {
        runFor(world, 2500);
        const { states, history: [asked] } = world;
        const node = states.findIndex((state) => paxos.view(state).applied.length > 0);
        const { require } = stageOf(paxos, world);
        const words = "a request of a session that nobody has opened is not executed, and refused";
        require(
          "sessions",
          words,
          node < 0,
          () => `session 77 has not been opened, and server ${node} has executed x1`,
        );
        require("sessions", words, asked?.outcome === "fail", () => {
          const { ok, result } = Object(asked?.output) as { ok?: unknown; result?: unknown };
          return `session 77 has not been opened, and its client has ${
            ok === true ? `the answer ${result}` : "no answer"
          }`;
        });
      },
    });
  }
}

/** Who leads, as far as anybody knows. */
function leaderIn(paxos: Subject, states: readonly unknown[]): number {
  return Math.max(0, states.findIndex((s) => s !== undefined && paxos.view(s).leads !== null));
}
