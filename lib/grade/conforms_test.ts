import { assertEquals, assertThrows } from "@std/assert";
import type { Guarantee } from "../laboratory/conformance/guarantee.ts";
import { World } from "../sim/world.ts";
import { conforms, type Shown } from "./conforms.ts";
import { Grading } from "./grading.ts";
import { Wrong } from "./wrong.ts";

interface Subject {
  readonly shown?: Shown;
}

/** Judges by guarantees of which one is broken, on the second of the runs that it makes. */
function judged(...guarantees: readonly Guarantee<Subject>[]): Wrong {
  const keeps = { name: "keeps", breach: () => undefined };
  const suite = { family: "thing", guarantees: [keeps, ...guarantees] };
  const grading = new Grading();
  return assertThrows(() => conforms(suite, "things", (wanted) => wanted, grading), Wrong) as Wrong;
}

Deno.test("the run that breaks a guarantee is drawn: the last that was made", () => {
  const { message, failure, rule } = judged({
    name: "stays",
    breach({ shown }) {
      for (const seed of [7, 8]) {
        const protocol = { start: () => ({}), upon: {} };
        const world = new World<unknown, never>({ protocol, nodes: 2, seed, states: true });
        world.run(10 * seed);
        shown?.(world as never, seed);
      }
      return "it is gone";
    },
  });
  assertEquals(message, "the conformance suite of things: stays – but it is gone");
  assertEquals([failure?.seed, failure?.violation.at, rule], [8, 80, "stays"]);
});

Deno.test("a guarantee that makes no runs is told without one", () => {
  const { message, failure } = judged({ name: "counts", breach: () => "it has two" });
  assertEquals(message, "the conformance suite of things: counts – but it has two");
  assertEquals(failure, undefined);
});

Deno.test("whoever keeps all promises is not found fault with, and shows nothing", () => {
  const wanted: unknown[] = [];
  const suite = { family: "thing", guarantees: [{ name: "keeps", breach: () => undefined }] };
  const make = (each: Subject) => (wanted.push(each), each);
  conforms<Subject>(suite, "things", make, new Grading());
  assertEquals(wanted, [{}]);
});
