/** The bugs of Multi-Raft that its storms do not find soon: each has a story. */

import { assert, assertEquals } from "@std/assert";
import { findBug } from "hb/kit/find.ts";
import { kit } from "hb/multiraft/kit.ts";
import { storyChecks } from "hb/laboratory/multiraft/stories/stories.ts";

for (const [name, { breaks, foundBy }] of Object.entries(kit.bugs)) {
  if (foundBy.by !== "check") continue;
  Deno.test(`multiraft: "${name}" breaks ${breaks}, found by the ${foundBy.check}`, () => {
    assertEquals(findBug(kit, foundBy, undefined, storyChecks), undefined);
    const words = findBug(kit, foundBy, name, storyChecks) ?? "nothing";
    assert(words.startsWith(breaks), words);
  });
}
