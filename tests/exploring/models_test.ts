/** Every model in the list runs, with its standard parameters. @module */

import { assert, assertEquals } from "@std/assert";
import { parseArguments } from "../../tools/explore/arguments.ts";
import { models } from "../../tools/explore/models.ts";
import { listed, report } from "../../tools/explore/report.ts";

/** What is known of the models as they are listed; the others have their counts elsewhere. */
const counts = new Map([
  ["die-hard", 16],
  ["coffee-can", 5150],
  ["increment", 13],
  ["alternating-bit", 240],
  ["two-phase", 288],
  ["transaction-commit", 34],
  ["ewd840", 302],
  ["chang-roberts", 137],
  ["tla-paxos", 3921],
  ["paxos-commit", 1461],
  ["ping-pong", 11],
  ["single-copy", 93],
  ["abd", 544],
  ["paxos-register", 16_668],
]);

for (const name of models.keys()) {
  Deno.test(`${name} runs, and does what is expected of it`, async () => {
    const run = (await parseArguments([name]))!.run(() => {});
    const { verdict, unique, complete } = run.found;
    assertEquals([verdict, complete], [name === "increment" ? "violation" : "ok", true]);
    assertEquals(unique, counts.get(name) ?? unique);
    assert(report(run, 1)[0]!.length > 0);
  });
}

Deno.test("the list has a line for each model", () => {
  assertEquals(listed(models).length, models.size);
});
