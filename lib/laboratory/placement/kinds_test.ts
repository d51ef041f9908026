import { assertEquals } from "@std/assert";
import { placementSuite } from "../conformance/placement/placement.ts";
import { placementKinds } from "./kinds.ts";

// The whole suite runs over all kinds in `tests/conformance`; here the part that takes no time.
const quick = placementSuite.guarantees.filter(({ name }) =>
  /^(every key goes|what cannot be|copies are)/.test(name)
);

for (const kind of placementKinds) {
  for (const { name, breach } of quick) {
    Deno.test(`${kind.name}: ${name}`, () => assertEquals(breach(kind), undefined));
  }
}
