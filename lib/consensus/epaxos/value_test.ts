import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { EVERYTHING, footprintOf, interfere, keyFootprint, NO_OP, type Value } from "./value.ts";

const of = keyFootprint();
const put = (key: string) => ({ type: "put", key, value: "1" });
const get = (key: string) => ({ type: "get", key });
const value = (command: unknown, session?: number): Value => ({
  commands: [{
    type: "command",
    command,
    stamp: session === undefined ? null : { session, sequence: 1, lowest: 1 },
  }],
});
const doInterfere = (a: Value, b: Value) => interfere(footprintOf(a, 1, of), footprintOf(b, 2, of));

Deno.test("commands interfere when they touch a key and one of them writes it", () => {
  assertEquals(doInterfere(value(put("x")), value(put("x"))), true);
  assertEquals(doInterfere(value(put("x")), value(get("x"))), true);
  assertEquals(doInterfere(value(get("x")), value(get("x"))), false);
  assertEquals(doInterfere(value(put("x")), value(put("y"))), false);
});

Deno.test("two commands of a session interfere, and a session is no key", () => {
  assertEquals(doInterfere(value(get("x"), 7), value(get("y"), 7)), true);
  assertEquals(doInterfere(value(get("x"), 7), value(put("7"))), false);
  assertEquals(doInterfere(value(get("x"), 1), { commands: [{ type: "register" }] }), false);
  assertEquals(doInterfere({ commands: [{ type: "register" }] }, value(get("x"), 1)), true);
});

Deno.test("a no-op interferes with nothing, a checkpoint with all else", () => {
  const checkpoint: Value = { commands: [{ type: "checkpoint" }] };
  assertEquals(doInterfere(NO_OP, checkpoint), false);
  assertEquals(doInterfere(checkpoint, value(get("x"))), true);
  assertEquals(doInterfere(checkpoint, checkpoint), true);
  assertEquals(doInterfere(value({ type: "count" }), value(get("x"))), true);
});

Deno.test("a command that touches nothing still has a place", () => {
  const none = () => ({ reads: [], writes: [] });
  assertEquals(footprintOf(value("ping"), 1, none), EVERYTHING);
});

Deno.test("it does not matter which of two is asked", () => {
  const names = fc.uniqueArray(fc.constantFrom("a", "b", "c", "*"), { maxLength: 2 });
  const footprints = fc.record({ reads: names, writes: names });
  fc.assert(
    fc.property(footprints, footprints, (a, b) => assertEquals(interfere(a, b), interfere(b, a))),
    { seed: 1 },
  );
});
