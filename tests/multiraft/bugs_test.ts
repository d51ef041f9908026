/** The bugs of Multi-Raft that its storms do not find soon: each has a story. */

import { assert, assertEquals } from "@std/assert";
import { type Checks, findBug } from "hb/kit/find.ts";
import { kit } from "hb/multiraft/kit.ts";
import type { Change } from "hb/multiraft/storms.ts";
import { stories } from "./stories.ts";

const checks: Checks<Change> = Object.fromEntries(
  Object.entries(stories).map(([name, story]) => [`story ${name}`, story]),
);

for (const [name, { breaks, foundBy }] of Object.entries(kit.bugs)) {
  if (foundBy.by !== "check") continue;
  Deno.test(`multiraft: "${name}" breaks ${breaks}, found by the ${foundBy.check}`, () => {
    assertEquals(findBug(kit, foundBy, undefined, checks), undefined);
    const words = findBug(kit, foundBy, name, checks) ?? "nothing";
    assert(words.startsWith(breaks), words);
  });
}
