import { assertEquals } from "@std/assert";
import { registerOn } from "../../conformance/register.ts";
import { abdServices } from "./abd.ts";
import { allChains } from "./chain.ts";
import { dynamoRegisters } from "./dynamo.ts";
import { allPrimaryBackups } from "./primary_backup.ts";

// On many seeds the suite is run over all stores by `tests/conformance`.
const { guarantees } = registerOn(2);

for (const service of [...allPrimaryBackups, ...allChains, ...abdServices, ...dynamoRegisters]) {
  Deno.test(`${service.name}: keeps what registers of its level promise, on few seeds`, () => {
    for (const { name, breach } of guarantees) {
      if (!name.startsWith("does not keep")) assertEquals(breach(service), undefined, name);
    }
  });
}
