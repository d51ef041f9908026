/** Every order of events of four small programs, for the stores whose worlds are small enough. */

import { assert, assertEquals } from "@std/assert";
import { level, type LevelName, type MemoryHistory } from "../../check/levels.ts";
import { exploreProtocol } from "../../check/explore/protocol.ts";
import type { Invariant } from "../../model/invariant.ts";
import type { Ask } from "./register.ts";
import { type StoreProtocol, stores } from "./stores.ts";
import { read, write } from "./users_test.ts";

const programs: Readonly<Record<string, readonly (readonly Ask[])[]>> = {
  "two flags": [[write("x", 1), read("y")], [write("y", 2), read("x")]],
  "one flag": [[write("x", 1), write("y", 2)], [read("y"), read("x")]],
  "a conflict": [[write("x", 1), read("x")], [write("x", 2), read("x")]],
  "an answer": [[write("x", 1)], [read("x"), write("y", 2)], [read("y"), read("x")]],
};

/** Nothing is lost here, so nobody need ask for what they have missed. */
function untimed(protocol: StoreProtocol): StoreProtocol {
  return {
    ...protocol,
    start: (io, journal) =>
      protocol.start(Object.create(io, { wait: { value: () => {} } }), journal),
  };
}

function keeps(name: LevelName): Invariant<unknown> {
  return {
    name,
    words: level(name).words,
    check({ history }) {
      const verdict = level(name).check(history as MemoryHistory);
      if (verdict.verdict === "violation") return { words: verdict.words.join("; "), nodes: [] };
    },
  };
}

function explored(protocol: StoreProtocol, program: string, names: readonly string[]) {
  const asks = programs[program]!;
  return exploreProtocol({
    name: program,
    protocol: untimed(protocol),
    nodes: 1 + asks.length,
    clients: {
      workload: asks.map((list) => list.map((input) => ({ input }))),
      ask: (input) => input as Ask,
      to: ({ client }) => client + 1,
      link: "local",
    },
    invariants: names.map((name) => keeps(name as LevelName)),
  });
}

const small = stores.filter(({ name }) => name !== "total order" && !name.startsWith("any copy"));

for (const { name, promises, protocol } of small) {
  Deno.test(`${name}: keeps its promises in every order of events of small programs`, () => {
    // No history of finite length breaks a promise about the end.
    const safe = promises.filter((promise) => promise !== "eventual");
    for (const program of Object.keys(programs)) {
      const { verdict, complete, unique } = explored(protocol, program, safe);
      assertEquals({ verdict, complete }, { verdict: "ok", complete: true }, program);
      assert(unique > 100, program);
    }
  });
}

/** One level more than a store promises, and a program that shows that it is one too many. */
const tooMuch: readonly (readonly [string, LevelName, string])[] = [
  ["local reads", "linearizable", "one flag"],
  ["causal+", "sequential", "two flags"],
  ["causal memory", "causal+", "a conflict"],
  ["PRAM", "causal memory", "an answer"],
  ["eventual", "PRAM", "one flag"],
  ["naive", "PRAM", "one flag"],
];

for (const [name, more, program] of tooMuch) {
  Deno.test(`${name}: is not ${more}, as ${program} shows`, () => {
    const { protocol } = stores.find((store) => store.name === name)!;
    assertEquals(explored(protocol, program, [more]).verdict, "violation");
  });
}
