/** Registers over gossiped deltas, through the suite of registers. */

import { assert, assertEquals } from "@std/assert";
import { guaranteeOf } from "hb/laboratory/conformance/guarantee.ts";
import { crdtRegisters, crdtServices } from "hb/laboratory/replication/services/crdt.ts";
import { register } from "../conformance/register.ts";

for (const service of crdtServices) {
  for (const { name, breach } of register.guarantees) {
    Deno.test(`${service.name}: ${name}`, () => assertEquals(breach(service), undefined));
  }
}

Deno.test("deltas, said to be sequential, are found out", () => {
  const { breach } = guaranteeOf(register, register.guarantees[0]!.name);
  assert(breach({ ...crdtRegisters(), levels: ["sequential"] }) !== undefined);
});
