import { assertEquals } from "@std/assert";
import { exploreProtocol } from "../../check/explore/protocol.ts";
import { exploreInstance, systemOf } from "../../kit/find.ts";
import { kit } from "./kit.ts";

const tooSmall = "a fast quorum that is too small";

/** The shortest way to something wrong: the property that breaks, and after how many steps. */
function shortest(instance: string, bug: string): readonly [string, number] | undefined {
  const [finding] = exploreInstance(kit, instance, bug).findings;
  return finding === undefined ? undefined : [finding.property, finding.path.length - 1];
}

Deno.test("where all three must agree and two are taken for enough, a recovery overturns what was decided", () => {
  assertEquals(shortest("all must agree", tooSmall), ["agreement", 12]);
});

Deno.test("where two of five are taken for enough, two decide at once what does not know of each other", () => {
  assertEquals(shortest("two of five ask", tooSmall), ["visibility", 6]);
});

Deno.test("where one of three is taken for enough, it decides alone", () => {
  assertEquals(shortest("two, and one is gone", tooSmall), ["visibility", 2]);
});

Deno.test("two whose coordinators are gone are taken over in all orders of the first 13 steps", () => {
  const { findings, complete } = exploreProtocol(systemOf(kit, "two of five are gone"), {
    maxDepth: 13,
  });
  assertEquals([findings, complete], [[], false]);
});
