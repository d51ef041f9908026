import { assertEquals } from "@std/assert";
import type { Options } from "../../consensus/multipaxos/settings.ts";
import { step } from "../../model/step.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { bodega } from "./bodega.ts";

Deno.test("Bodega: of reads that wait the oldest go when there are too many", () => {
  const log = { machine: keyValueMachine as Options["machine"] }, at = { self: 1, nodes: 3 };
  const protocol = bodega(log, { maxHeld: 2 });
  let { state } = step(protocol, undefined, { kind: "start", journal: [] }, at);
  for (const from of [10, 11, 12]) {
    // It knows nobody to whom it could hand them.
    const message = { type: "read", command: { type: "get", key: "x" } } as const;
    state = step(protocol, state, { kind: "message", from, message }, at).state;
  }
  assertEquals(state.bodega.reads.map(({ address }) => address), [11, 12]);
});
