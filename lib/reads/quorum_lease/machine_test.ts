import { assert, assertEquals } from "@std/assert";
import { frozen, thawed } from "../../replicated/paging.ts";
import type { StateMachine } from "../../replicated/state_machine.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { type Leased, withLeases } from "./machine.ts";

const ranges = [{ from: "", to: null, responders: [1] }];
const configure = { type: "lease configuration", ranges };
const put = { type: "put", key: "x", value: "1" }, get = { type: "get", key: "x" };

/** Texts, a page each. */
const paged: StateMachine<string[], string, number> = {
  init: () => [],
  apply: (texts, text) => texts.push(text),
  reads: (text) => text === "",
  grows: (text) => text.length > 1,
  paging: {
    freeze: (texts) => ({ bytes: texts.length, pages: [...texts] }),
    thaw: ({ pages }) => [...pages] as string[],
  },
};

Deno.test("a machine with leases: it does what it did, and counts the configurations", () => {
  const machine = withLeases(keyValueMachine as StateMachine, null);
  const state = machine.init() as Leased;
  const results = [put, get, configure, { type: "read in the log", command: get }, configure]
    .map((command) => machine.apply(state, command));
  assertEquals(results, [null, "1", 1, "1", 2]);
  assertEquals(state.configuration, { number: 2, ranges });
});

Deno.test("a machine with leases: the configuration is in its snapshots, in pages or not", () => {
  for (const inner of [keyValueMachine, paged] as StateMachine[]) {
    const machine = withLeases(inner, null), state = machine.init();
    machine.apply(state, inner === paged ? "text" : put);
    machine.apply(state, configure);
    const snapshot = frozen(machine, state);
    machine.apply(state, configure);
    const again = thawed(machine, snapshot) as Leased;
    assertEquals(again.configuration, { number: 1, ranges });
    assertEquals(again.inner, (state as Leased).inner);
  }
});

Deno.test("a machine with leases: what reads and what grows", () => {
  const machine = withLeases(paged as StateMachine, null);
  const reading = { type: "read in the log", command: "" };
  assert(machine.reads!(reading) && machine.reads!("") && !machine.reads!(configure));
  assert(machine.grows!("long") && !machine.grows!("s"));
  assert(!machine.grows!(configure) && !machine.grows!(reading));
  const plain = withLeases(keyValueMachine as StateMachine, null);
  assert(!plain.reads!(get) && plain.grows!(put));
});
