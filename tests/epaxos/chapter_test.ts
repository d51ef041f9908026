/** What chapter 12 says of runs that it does not draw, each played event by event. */

import { assertEquals } from "@std/assert";
import { kit } from "hb/consensus/epaxos/kit.ts";
import { stories } from "hb/laboratory/epaxos/stories.ts";
import { type Story, told } from "hb/laboratory/epaxos/story.ts";
import { instanceInWords } from "hb/notebook/epaxos.ts";

const first = { replica: 0, slot: 1 };

/** What each replica knows of an instance in the end. */
function known(story: Story, id = first): string[] {
  return told(story).states.map((s) => instanceInWords(s, id));
}

Deno.test("12.1: what a fast quorum has noted is not decided while its coordinator may still promise", () => {
  const asked = [[2, "x←3"], [0, "x←1"]] as const;
  const moments = ["ask 2", "ask 0", "preAccept 0.1: 0→1"];
  const noted = "0.1 pre-accepted: x←1 after – #1";
  assertEquals(known({ asked, moments }), [noted, noted, "0.1: nothing"]);
  const overtaken = [
    ...moments,
    "preAccept 0.1: 0→2",
    "retry 0.1 at 2",
    "prepare 0.1: 2→0",
    "prepareReply 0.1: 0→2",
    "all among 0 2",
    "all among 0 1 2",
  ];
  const decided = "0.1 committed: x←1 after 2.1 #3";
  assertEquals(known({ asked, moments: overtaken }), [decided, decided, decided]);
});

Deno.test("12.2: a write that waits for the later of two reads in a row overtakes the earlier one", () => {
  const name = "waits for the latest only", story = stories[name];
  const orders = (change = {}) =>
    told({ ...story, change }).states.map(({ executed }) => [...executed.keys()].join(" "));
  assertEquals([0, 2].map((at) => orders()[at]), ["0.2 0.1 1.1", "0.1 0.2 1.1"]);
  const wrong = orders(kit.bugs[name]!.change);
  assertEquals([0, 2].map((at) => wrong[at]), ["0.2 1.1 0.1", "0.1 0.2 1.1"]);
});

Deno.test("12.8, assumption 4: after a wait, what was asked for is decided though somebody objected", () => {
  const asked = [[0, "x←1"], [4, "x←2"]] as const;
  const moments = [
    "ask 0",
    "preAccept 0.1: 0→2",
    "ask 4",
    "retry 0.1 at 2",
    "prepare 0.1: 2→3",
    "prepareReply 0.1: 3→2",
    "prepare 0.1: 2→4",
    "prepareReply 0.1: 4→2",
    "validate 0.1: 2→3",
    "validateReply 0.1: 3→2",
    "validate 0.1: 2→4",
    "validateReply 0.1: 4→2",
  ];
  const attempt = told({ nodes: 5, asked, moments }).states[2]!.attempts.get("0.1")!;
  assertEquals(attempt.step === "wait" && attempt.on, [{ replica: 4, slot: 1 }]);
  const settled = [...moments, "all among 2 3 4", "retry 4.1 at 4", "all among 2 3 4"];
  const story = { nodes: 5, asked, moments: settled };
  assertEquals(known(story)[2], "0.1 committed: x←1 after – #1");
  assertEquals(
    known(story, { replica: 4, slot: 1 })[2],
    "4.1 committed: x←2 after 0.1 #2",
  );
});

Deno.test("whoever waits goes on only when the other has so much support that its own was not decided", () => {
  const name = "any support outweighs", story = stories[name];
  const right = "0.1 committed: x←1 after – #1";
  assertEquals([0, 2, 3, 4].map((at) => known(story)[at]), [right, right, right, right]);
  const wrong = known({ ...story, change: kit.bugs[name]!.change });
  assertEquals([wrong[0], wrong[2]], [right, "0.1 committed: x←1 after 1.1 #2"]);
});
