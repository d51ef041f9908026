/**
 * Reports of EPaxos that went wrong, each played in the order in which it happened: the right rules survive it, and the
 * mistake of the report does not.
 *
 * What is elsewhere, or cannot happen:
 * - cassandra 12126, scylla 6299, 6154, 24630, 5251, 7243, MyPaxos 18, omnipaxos 101, OCons 21 and swiftpaxos 2 are about
 *   a Paxos for each key, or about logs: `tests/paxos` and `tests/reads`.
 * - cassandra-accord 79 and 231 are about how to infer that the fast path was impossible: that is `chosen` and `judged`,
 *   which `lib/consensus/epaxos/choice_test.ts` tries in six cases, and the explorer in all orders of small systems.
 * - efficient/epaxos 27 says that executing before the commit is told is unsafe. It is not: what is decided stays so.
 * - ailidani/paxi 11 has no recovery at all; that is the bug "nobody takes over".
 * - phxpaxos 145, paxoskv 26: no mistakes, and nothing here takes them for some.
 */

import { assertEquals, assertNotEquals } from "@std/assert";
import { kit } from "hb/consensus/epaxos/kit.ts";
import type { Id } from "hb/consensus/epaxos/instance.ts";
import { fastQuorum, usualSizes } from "hb/consensus/epaxos/quorums.ts";
import { stories, type StoryName } from "hb/laboratory/epaxos/stories.ts";
import { told } from "hb/laboratory/epaxos/story.ts";
import { findBug } from "hb/kit/find.ts";
import { instanceInWords } from "hb/notebook/epaxos.ts";

const first: Id = { replica: 0, slot: 1 }, second: Id = { replica: 1, slot: 1 };

/** What each replica knows of an instance in the end. */
function known(name: StoryName, id: Id, wrong: boolean): string[] {
  const change = wrong ? kit.bugs[name]!.change : {};
  return told({ ...stories[name], change }).states.map((s) => instanceInWords(s, id));
}

Deno.test("Sutra 2019, efficient/epaxos 20, r-epaxos 7: a promise does not make an old vote look new", () => {
  const name = "one variable for two ballots";
  const [right, decided] = known(name, first, false);
  assertEquals(right, "0.1 committed: x←1 after 1.1 2.1 #2");
  assertEquals(decided, right);
  const [wrong, before] = known(name, first, true);
  assertEquals(wrong, "0.1 committed: x←1 after 1.1 #2");
  assertEquals(before, right);
});

Deno.test("celeritasdb 24, efficient/epaxos 15: who finds something else does not count for the fast path", () => {
  const name = "replies need not be equal";
  const [right] = known(name, first, false), [wrong] = known(name, first, true);
  assertEquals(right, "0.1 committed: x←1 after 1.1 #2");
  assertEquals(wrong, "0.1 committed: x←1 after – #1");
  assertEquals(known(name, second, true)[0], "1.1 committed: x←2 after – #1");
});

Deno.test("summerset 28: a fast quorum is f + ⌊(f + 1) / 2⌋, with the coordinator", () => {
  const sizes = [3, 5, 7, 9].map(usualSizes);
  const said = sizes.map(({ failures }) => failures + Math.floor((failures + 1) / 2));
  assertEquals(sizes.map(fastQuorum), said);
  const { foundBy } = kit.bugs["a fast quorum that is too small"]!;
  assertNotEquals(findBug(kit, foundBy, "a fast quorum that is too small"), undefined);
});

Deno.test("efficient/epaxos 29: recovery loses no dependency that others have found", () => {
  const name = "recovers what it knows itself";
  assertEquals(known(name, first, false)[3], "0.1 committed: x←1 after 1.1 #2");
  assertEquals(known(name, first, true)[3], "0.1 committed: x←1 after – #1");
});

Deno.test("cassandra-accord 5: what was decided where nobody votes is not made a no-op", () => {
  const name = "a no-op where nobody has voted";
  const [answered] = known(name, first, true);
  assertEquals(known(name, first, false), [answered, answered, answered]);
  assertEquals(known(name, first, true)[1], "0.1 committed: no-op after – #0");
});

Deno.test("swiftpaxos 3: whoever is asked what contradicts a decision looks, and says so", () => {
  const name = "no objections";
  assertEquals(known(name, first, false)[3], "0.1 committed: x←1 after 1.1 #2");
  assertEquals(known(name, first, true)[3], "0.1 committed: x←1 after – #1");
  assertEquals(known(name, second, true)[1], "1.1 committed: x←2 after – #1");
});

Deno.test("EPaxos*, arXiv 2511.02743: two recoveries do not wait for each other in a circle", () => {
  const name = "waits in a circle";
  for (const id of [first, second]) {
    const right = known(name, id, false).slice(2), wrong = known(name, id, true).slice(2);
    assertEquals(right.filter((each) => each.includes("committed")).length, 3);
    assertEquals(wrong.filter((each) => each.includes("committed")).length, 0);
  }
});

Deno.test("efficient/epaxos 26: whoever waits for what nobody decides takes it over", () => {
  const { foundBy } = kit.bugs["nobody takes over"]!;
  assertEquals(findBug(kit, foundBy, undefined), undefined);
  assertEquals(findBug(kit, foundBy, "nobody takes over")?.startsWith("progress"), true);
});
