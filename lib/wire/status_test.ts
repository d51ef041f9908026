import { assert, assertEquals } from "@std/assert";
import { codes, mayRetry, statuses } from "./status.ts";

Deno.test("only what surely had no effect has the code that clients try again by themselves", () => {
  for (const [failure, { code, untouched }] of Object.entries(statuses)) {
    if (code === "UNAVAILABLE") assert(untouched, failure);
  }
  const retried = Object.entries(statuses).filter(([, { code }]) => mayRetry(codes[code], "true"));
  assertEquals(retried.map(([failure]) => failure), ["no leader", "busy", "stopping"]);
});

Deno.test("the code of a lost connection counts only where the server has said that nothing was done", () => {
  assert(mayRetry(codes.UNAVAILABLE, "true"));
  assert(!mayRetry(codes.UNAVAILABLE, undefined));
  assert(!mayRetry(codes.UNKNOWN, "true"));
});

Deno.test("what may have been done is told by codes of its own, which say nothing of retrying", () => {
  const unsure = Object.values(statuses).filter(({ untouched }) => !untouched);
  assertEquals(unsure.map(({ code }) => code), ["DEADLINE_EXCEEDED", "UNKNOWN", "CANCELLED"]);
});

Deno.test("the numbers are those of gRPC", () => {
  assertEquals(Object.entries(codes).map(([name, code]) => `${code} ${name}`), [
    "0 OK",
    "1 CANCELLED",
    "2 UNKNOWN",
    "3 INVALID_ARGUMENT",
    "4 DEADLINE_EXCEEDED",
    "5 NOT_FOUND",
    "6 ALREADY_EXISTS",
    "8 RESOURCE_EXHAUSTED",
    "11 OUT_OF_RANGE",
    "12 UNIMPLEMENTED",
    "14 UNAVAILABLE",
    "16 UNAUTHENTICATED",
  ]);
});
