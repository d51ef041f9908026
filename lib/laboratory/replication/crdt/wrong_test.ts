import { assert, assertEquals } from "@std/assert";
import { guaranteeOf } from "../../conformance/guarantee.ts";
import { laws } from "./laws.ts";
import { average } from "./wrong/average.ts";
import { sets } from "./wrong/sets.ts";
import { values } from "./wrong/values.ts";

for (const [name, { words, subject, breaks }] of Object.entries({ ...values, ...sets })) {
  Deno.test(`the laws find "${name}": ${breaks}`, () => {
    assert(words.endsWith("."));
    const broken = guaranteeOf(laws, breaks).breach(subject);
    assert(
      broken !== undefined,
      `of all: ${laws.guarantees.filter((each) => each.breach(subject)).map((each) => each.name)}`,
    );
  });
}

Deno.test("more than half of the mistakes keep all laws but the last: they converge, to what nobody meant", () => {
  const converge = Object.values({ ...values, ...sets }).filter(({ subject }) =>
    laws.guarantees.every(({ name, breach }) =>
      name === "means what it should" || breach(subject) === undefined
    )
  );
  assertEquals([converge.length, Object.keys({ ...values, ...sets }).length], [15, 28]);
});

Deno.test("to meet in the middle commutes, is idempotent, and not associative: who has seen the same differs", () => {
  const broken = laws.guarantees.filter(({ breach }) => breach(average) !== undefined);
  const names = broken.map(({ name }) => name).filter((name) => name.startsWith("merge is"));
  assertEquals(names, ["merge is associative"]);
  assert(broken.some(({ name }) => name === "who has seen the same is the same"));
});
