import { assertEquals } from "@std/assert";
import { protocolFields, systemFields, wrongField } from "./fields.ts";

const system = {
  name: "lights",
  initial: () => [{ on: 0 }],
  actions: [],
  always: { "one at most": () => true },
  leadsTo: { on: { to: () => true }, off: { from: () => true, to: () => true } },
  fair: () => true,
  final: undefined,
};

Deno.test("a model with the fields that it may have is fine", () => {
  assertEquals(wrongField(system, systemFields), undefined);
  assertEquals(
    wrongField({ name: "p", protocol: {}, nodes: 2, lossy: true }, protocolFields),
    undefined,
  );
});

for (const name of ["invariants", "invariant", "stronglyfair", "deadlock", "init", "__proto"]) {
  Deno.test(`a model with a field ${name} is refused, as nobody would look at it`, () => {
    assertEquals(wrongField({ ...system, [name]: {} }, systemFields)?.given, name);
  });
}

const shapes: readonly (readonly [field: string, value: unknown, given: string])[] = [
  ["always", [() => true], "an array"],
  ["always", { a: true }, "{ a: a boolean }"],
  ["sometimes", () => true, "a function"],
  ["leadsTo", { on: () => true }, "{ on: a function }"],
  ["leadsTo", { on: { form: () => true, to: () => true } }, "{ on: an object }"],
  ["leadsTo", { on: { from: () => true } }, "{ on: an object }"],
  ["fair", ["switch on"], "an array"],
  ["stronglyFair", true, "a boolean"],
  ["final", null, "null"],
  ["indexed", "x", "a string"],
];

for (const [field, value, given] of shapes) {
  Deno.test(`${field} that is ${given} is refused by its name`, () => {
    const wrong = wrongField({ ...system, [field]: value }, systemFields);
    assertEquals(wrong?.given, given);
    assertEquals(wrong?.rule.startsWith(`${field} of a model must be `), true);
  });
}
