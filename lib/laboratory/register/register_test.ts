import { assert, assertEquals } from "@std/assert";
import { level } from "../../check/levels.ts";
import { stores } from "../../replication/register/stores.ts";
import { hunt, sharesOf } from "./hunt.ts";
import { questions } from "./busy.ts";
import { availability, cutOff, latencies, staleReads } from "./measures.ts";
import { historyOf, named, told } from "./told.ts";

const store = (name: string) => stores.find((each) => each.name === name)!.protocol;

Deno.test("a history is told person by person, and what is told is the history", () => {
  const line = "Ada x := 1, y → nothing · Bob x → 1 · Cleo y → nothing";
  assertEquals(told(historyOf(line)), line);
  assertEquals(named("process 0 waits for process 5"), "Ada waits for Cleo");
});

Deno.test("a hunt passes a store that keeps a level, and shrinks a run of one that does not", () => {
  assertEquals(hunt(store("primary"), "linearizable", 5), { passed: 5 });
  const { passed, failure, seen } = hunt(store("naive"), "linearizable", 20);
  assertEquals(failure!.seed, passed + 1);
  assert(level("linearizable").check(seen!).verdict === "violation");
});

Deno.test("shares are counted for whatever is judged of a history", () => {
  assertEquals(sharesOf(store("primary"), () => []).get("linearizable"), 100);
});

Deno.test("behind a cut the primary answers nobody, and a copy at hand everybody", () => {
  const cleo = (name: string) => availability([cutOff(store(name), 1)]).cleoReads;
  assertEquals([cleo("primary"), cleo("causal+")], [0, 100]);
});

Deno.test("a round trip at the primary takes two messages, and its reads are never stale", () => {
  assertEquals(latencies(store("primary"), 20), { read: 40, write: 40 });
  assertEquals(staleReads(store("primary"), 10), 0);
});

Deno.test("what overlaps costs questions", () => {
  const busy = { length: 40, broken: false };
  assert(questions({ ...busy, clients: 8 }) > questions({ ...busy, clients: 1 }));
});
