import { assertEquals, assertThrows } from "@std/assert";
import type { Step } from "../../check/isolation/transaction.ts";
import { amountOf, nextStep, type Plan } from "./plan.ts";

/** All steps of a plan, whose reads are answered in turn. */
function played(plan: Plan, answers: readonly (string | null)[]): Step[] {
  const done: Step[] = [], left = [...answers];
  for (let step = nextStep(plan, done); step !== undefined; step = nextStep(plan, done)) {
    done.push(step.type === "read" ? { ...step, value: left.shift()! } as Step : step);
  }
  return done;
}

Deno.test("a transfer writes what follows from what it has read", () => {
  const plan: Plan = {
    steps: [
      { type: "add", key: "a", amount: -3, tag: "t1" },
      { type: "add", key: "b", amount: 3, tag: "t1" },
      { type: "read", key: "c" },
    ],
  };
  assertEquals(played(plan, ["10#start", null, "7#t0"]), [
    { type: "read", key: "a", value: "10#start" },
    { type: "write", key: "a", value: "7#t1" },
    { type: "read", key: "b", value: null },
    { type: "write", key: "b", value: "3#t1" },
    { type: "read", key: "c", value: "7#t0" },
  ]);
});

Deno.test("a number may be below zero, and a value without a tag is refused", () => {
  assertEquals([amountOf("-4#x"), amountOf(null)], [-4, 0]);
  for (const value of ["12", 12, "#t", "a#t"]) {
    assertThrows(() => amountOf(value), RangeError, "Cannot tell an amount");
  }
});
