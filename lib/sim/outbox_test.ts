import { assertEquals } from "@std/assert";
import { Outbox } from "./outbox.ts";

Deno.test("what is taken out are lists of its own, without what earlier steps left", () => {
  const outbox = new Outbox();
  for (const body of ["a", "b", "c"]) outbox.add(0, body);
  outbox.clear();
  outbox.add(1, "d");
  outbox.saves = true;
  const taken = outbox.take();
  assertEquals([outbox.count, outbox.saves], [0, false]);
  outbox.add(2, "e");
  assertEquals(taken, { to: [1], bodies: ["d"] });
});
