/** What must hold of what the replicas of any EPaxos show of themselves, and of what their clients are told. @module */

import { type Invariant, remembering } from "hb/model/invariant.ts";
import type { Answer, WholeSetting } from "../given.ts";
import type { Subject } from "./subject.ts";

type Interfere = WholeSetting["interfere"];

interface Memory {
  /** For each command those that interfere and were executed before it, and who has executed it. */
  readonly before: Map<string, Place>;
  /** What each replica had executed when it was last looked at. */
  readonly known: (readonly string[])[];
}

interface Place {
  readonly all: ReadonlySet<string>;
  readonly nodes: Set<number>;
}

/** What must hold at any time; where disks are slow, what is executed may not be durable yet. */
export function invariantsOf(
  epaxos: Subject,
  interfere: Interfere,
  isSlow = false,
): Invariant<unknown>[] {
  return [sameOrder(epaxos, interfere, isSlow)];
}

/** All replicas execute what interferes in one order, before a crash and after it. */
function sameOrder(epaxos: Subject, interfere: Interfere, isSlow: boolean): Invariant<unknown> {
  return remembering<unknown, Memory>({
    name: "same order",
    words:
      "all replicas execute commands that interfere in the same order, and each command once; what is executed stays so",
    memory: () => ({ before: new Map(), known: [] }),
    check({ states }, { before, known }) {
      for (const [node, state] of states.entries()) {
        if (state === undefined) {
          if (isSlow) forget(before, node);
          known[node] = [];
          continue;
        }
        const { applied } = epaxos.view(state), old = known[node] ?? [];
        const isLonger = applied.length >= old.length &&
          old.every((command, i) => command === applied[i]);
        if (applied.length < old.length) {
          const gone = old.find((command) => !applied.includes(command));
          const words = `replica ${node}, which has not crashed, had executed ${gone}, and has not`;
          return { words, nodes: [node] };
        }
        known[node] = [...applied];
        for (let at = isLonger ? old.length : 0; at < applied.length; at++) {
          const words = breach(before, applied, at, node, interfere);
          if (words !== undefined) return { words, nodes: [node] };
        }
      }
      return undefined;
    },
  });
}

/** What only a replica has seen that crashes may not have been durable, and then nobody has heard of it. */
function forget(before: Memory["before"], node: number): void {
  for (const [command, { nodes }] of before) {
    if (nodes.delete(node) && nodes.size === 0) before.delete(command);
  }
}

/** What is wrong with the place of one command. */
function breach(
  before: Memory["before"],
  applied: readonly string[],
  at: number,
  node: number,
  interfere: Interfere,
): string | undefined {
  const command = applied[at]!, earlier = applied.slice(0, at);
  if (earlier.includes(command)) return `replica ${node} has executed ${command} twice`;
  const own = new Set(earlier.filter((each) => interfere(each, command)));
  const first = before.get(command);
  if (first === undefined) {
    before.set(command, { all: own, nodes: new Set([node]) });
    return undefined;
  }
  const [other] = first.nodes;
  first.nodes.add(node);
  const missing = [...first.all].find((each) => !own.has(each));
  const more = [...own].find((each) => !first.all.has(each));
  if (missing === undefined && more === undefined) return undefined;
  const [here, there] = missing === undefined
    ? [`after ${more}`, `without ${more} before it`]
    : [`without ${missing} before it`, `after ${missing}`];
  return `replica ${node} has executed ${command} ${here}, and ${
    other === undefined ? "others" : `replica ${other}`
  } ${there}`;
}

/** What clients are told is so, and what was answered comes before what interferes and is asked for later. */
export function promises(epaxos: Subject, interfere: Interfere): Invariant<unknown> {
  return {
    name: "clients are told the truth",
    words:
      "an answer says how many commands that interfere were executed with the client's, at its place; and what was answered comes before what interferes and is asked for later",
    check({ states, history }) {
      const applied = states.flatMap((state) =>
        state === undefined ? [] : [epaxos.view(state).applied]
      )
        .reduce((a, b) => b.length > a.length ? b : a, []);
      const placeOf = new Map(applied.map((command, at) => [command, at]));
      const done = history.filter(({ outcome, input }) =>
        outcome === "ok" && placeOf.has(input as string)
      );
      for (const { input, output, process, invokedAt } of done) {
        const command = input as string, place = placeOf.get(command)!;
        const own = applied.slice(0, place + 1).filter((each) =>
          each === command || interfere(each, command)
        ).length;
        const { result } = Object(output) as Answer;
        if (result !== own) {
          return {
            words:
              `client ${process} was told ${result} when it asked for ${command}, which is number ${own} of those that interfere`,
            nodes: [],
          };
        }
        const later = done.find((other) =>
          other.endedAt < invokedAt && interfere(other.input as string, command) &&
          placeOf.get(other.input as string)! > place
        );
        if (later === undefined) continue;
        return {
          words:
            `${command} was asked for after ${later.input} had been answered, and comes before it`,
          nodes: [],
        };
      }
      return undefined;
    },
  };
}
