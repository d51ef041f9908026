import { assert, assertEquals } from "@std/assert";
import { level, type LevelName, levels, type MemoryHistory } from "../../check/levels.ts";
import type { Fault } from "../../sim/fault.ts";
import type { Ask } from "./register.ts";
import { type StoreProtocol, stores } from "./stores.ts";
import { harsh, heard, randomAsks, read, users } from "./users_test.ts";
import { uniform } from "../../sim/latency.ts";

/** Some time in which nobody can reach node 2. */
const cut: Fault[] = [{ kind: "partition", at: 30, forMs: 200, sides: [[0, 1], [2]] }];

/** A run at the end of which everyone reads both registers, long after all has become quiet. */
function inTheEnd(protocol: StoreProtocol, seed: number, faults: Fault[]) {
  const last = ["x", "y"].map((key) => ({ input: read(key), at: 1200 }));
  const clients = users(randomAsks(seed).map((asks) => [...asks, ...last]), {
    think: uniform(1, 40),
    timeoutMs: 300,
  });
  const world = harsh(protocol, seed, { clients, faults });
  world.run(1600);
  return world;
}

Deno.test("every promise is the name of a level, and none follows from another", () => {
  for (const { promises } of stores) {
    for (const promise of promises) {
      const { implies } = levels.find((each) => each.name === promise)!;
      for (const implied of implies) assert(!promises.includes(implied));
    }
  }
});

for (const { name, protocol, promises } of stores) {
  Deno.test(`${name}: every operation ends while the network delivers`, () => {
    for (let seed = 1; seed <= 100; seed++) {
      const world = harsh(protocol, seed);
      world.run(3000, () => !world.clientsBusy);
      assert(!world.clientsBusy, `seed ${seed}`);
      assert(world.history.every(({ outcome }) => outcome === "ok"), `seed ${seed}`);
    }
  });

  Deno.test(`${name}: a read gives what was written to its register before, or nothing`, () => {
    for (let seed = 1; seed <= 100; seed++) {
      const world = harsh(protocol, seed);
      world.run(700);
      for (const { input, output, endedAt } of world.history) {
        const { type, key } = input as Ask;
        if (type === "write" || output === null) continue;
        const source = world.history.find((other) => {
          const ask = other.input as Ask;
          return ask.type === "write" && ask.key === key && ask.value === output;
        });
        assert(source !== undefined && source.invokedAt <= endedAt, `seed ${seed}`);
      }
    }
  });

  Deno.test(`${name}: keeps what it promises (${promises.join(", ")}), with a part cut off too`, () => {
    for (const faults of [[], cut]) {
      for (let seed = 1; seed <= 60; seed++) {
        const history = inTheEnd(protocol, seed, faults).history as MemoryHistory;
        for (const promise of promises) {
          const verdict = level(promise as LevelName).check(history);
          assertEquals(verdict.verdict, "ok", `seed ${seed}, ${promise}`);
        }
      }
    }
  });

  if (!promises.some((level) => ["linearizable", "eventual"].includes(level))) continue;
  Deno.test(`${name}: when all is quiet, all copies agree, though one was cut off`, () => {
    for (let seed = 1; seed <= 50; seed++) {
      const world = inTheEnd(protocol, seed, cut);
      const answers = heard(world).slice(-6);
      assertEquals(new Set(answers).size, 2, `seed ${seed}: ${answers}`);
    }
  });
}
