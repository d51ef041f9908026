import { assert, assertEquals } from "@std/assert";
import { rules } from "../../../consensus/raft/rules.ts";
import { commands } from "./clusters.ts";
import { drain } from "./drain.ts";
import { downtime, firstElection, lan, summary } from "./elections.ts";
import { retrying } from "./retrying.ts";

Deno.test("commands are asked for one after another", () => {
  assertEquals(commands(2, 10, 5), [{ input: "0", at: 10 }, { input: "1", at: 15 }]);
});

Deno.test("servers that wait equally long stand in the same terms for a minute; by chance one is first", () => {
  const { at, terms } = firstElection(1, false);
  assertEquals([at, new Set(terms).size], [undefined, 1]);
  assert(terms[0]! > 100);
  assert(firstElection(1, true).at! < 1000);
});

Deno.test("a cluster is without a leader for about an election timeout", () => {
  for (let seed = 1; seed <= 5; seed++) {
    const ms = downtime(seed, lan(150, 300));
    assert(ms > 75 && ms < 1000, `seed ${seed}: ${ms} ms`);
  }
  assertEquals(summary([1, 2, 9]), { mean: 4, median: 2, worst: 9 });
});

Deno.test("many entries a message make a leader quicker, with fewer messages", () => {
  const one = drain({ maxEntryBytesPerMessage: 0, maxInflight: 64 });
  const many = drain({ maxEntryBytesPerMessage: 1e6, maxInflight: 64 });
  assert(many.perSecond > one.perSecond);
  assert(many.messages < one.messages / 10);
});

Deno.test("clients in sessions have each command executed once, however often they ask", () => {
  const all = Array.from({ length: 20 }, (_, i) => retrying(i + 1, true));
  assert(
    all.every(({ violation, done, again }) =>
      violation === undefined && done === 20 && again === 0
    ),
  );
  const bare = Array.from({ length: 20 }, (_, i) => retrying(i + 1, false));
  assert(bare.some(({ again }) => again > 0));
  const forgetful = { rules: { ...rules, saveVote: () => [] } };
  assert(retrying(1, true, forgetful).done <= 20);
});
