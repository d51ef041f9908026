import { assert } from "@std/assert";
import { levels } from "../../check/levels.ts";
import type { Ask } from "./register.ts";
import { stores } from "./stores.ts";
import { harsh } from "./users_test.ts";

Deno.test("every promise is the name of a level, and none follows from another", () => {
  for (const { promises, promisesEach = [] } of stores) {
    for (const promise of [...promises, ...promisesEach]) {
      const { implies } = levels.find((each) => each.name === promise)!;
      for (const implied of implies) assert(!promises.includes(implied));
    }
  }
});

for (const { name, protocol } of stores) {
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
}
