import { assert, assertEquals } from "@std/assert";
import { level } from "../../check/levels.ts";
import { linearizable } from "../../check/linearizable/check.ts";
import type { RegisterInput, RegisterOutput } from "../../check/spec/register.ts";
import type { Spec } from "../../check/spec/spec.ts";
import { stores } from "../../replication/register/stores.ts";
import { hunt, sharesOf } from "./hunt.ts";
import { questions } from "./busy.ts";
import { availability, cutOff, latencies } from "./measures.ts";
import { asks, network, nodeOf, watch } from "./people.ts";
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
  const breach = failure!.trace.find((event) => event.kind === "violation");
  assert(breach?.kind === "violation");
  assertEquals(breach.nodes, [nodeOf(seen!.at(-1)!.process)], "where the last answer was given");
});

Deno.test("shares are counted for whatever is judged of a history", () => {
  assertEquals(sharesOf(store("primary"), () => []).get("linearizable"), 100);
});

Deno.test("behind a cut the primary answers nobody, and a copy at hand everybody", () => {
  const cleo = (name: string) => availability([cutOff(store(name), 1)]).cleoReads;
  assertEquals([cleo("primary"), cleo("causal+")], [0, 100]);
});

Deno.test("a round trip at the primary takes two messages, and a visit to any copy 2 ms", () => {
  assertEquals(latencies(store("primary"), 20), { read: 40, write: 40 });
  assertEquals(latencies(store("any copy"), 20), { read: 2, write: 2 });
});

Deno.test("what overlaps costs questions", () => {
  const busy = { length: 40, broken: false };
  for (const search of ["plain", "reads at once"] as const) {
    const [one, eight] = [1, 8].map((clients) => questions({ ...busy, clients }, search));
    assert(eight! > 5 * one!);
  }
});

Deno.test("a read that fits saves questions when it is taken at once, and a wrong one takes them all", () => {
  const busy = { length: 40, clients: 8 };
  for (const broken of [false, true]) {
    const [plain, atOnce] = (["plain", "reads at once"] as const).map((search) =>
      questions({ ...busy, broken }, search)
    );
    assert(plain! > 1.2 * atOnce!);
  }
});

type Held = Readonly<Record<string, RegisterOutput>>;
/** Both registers as one object: what each holds. */
const pair: Spec<Held, RegisterInput, RegisterOutput> = {
  name: "pair of registers",
  init: {},
  step(state, input, output) {
    const key = String(input.key);
    if (input.type === "write") return [true, { ...state, [key]: input.value }];
    return [output === undefined || output === (state[key] ?? null), state];
  },
};

Deno.test("linearizability is local: two registers are judged alike as one object and one by one", () => {
  let right = 0;
  for (let seed = 1; seed <= 100; seed++) {
    const history = watch(store("local reads"), asks(seed, 2), seed);
    const whole = linearizable(history, pair).verdict === "ok";
    const parts = ["x", "y"].every((key) =>
      level("linearizable").check(history.filter(({ input }) => input.key === key)).verdict === "ok"
    );
    assertEquals(whole, parts);
    if (whole) right++;
  }
  assert(20 < right && right < 90);
});

Deno.test("the primary is linearizable, unless a request is delivered twice", () => {
  const judged = (duplication: number) => {
    const history = watch(store("primary"), asks(161, 2), 161, { ...network, duplication });
    return level("linearizable").check(history).verdict;
  };
  assertEquals([judged(0), judged(0.1)], ["ok", "violation"]);
});
