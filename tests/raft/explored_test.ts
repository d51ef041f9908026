/** The shortest way to Figure 3.7 of the dissertation, as the explorer finds it. */

import { assertEquals } from "@std/assert";
import { describeAction } from "hb/check/explore/describe_action.ts";
import { kit } from "hb/consensus/raft/kit.ts";
import { exploreInstance } from "hb/kit/find.ts";

Deno.test("Raft explored: the shortest way to Figure 3.7, from its middle on", () => {
  const { findings } = exploreInstance(kit, "Figure 3.7", "commits older terms by counting");
  const path = findings[0]!.path.flatMap(({ action }) => action ? [describeAction(action)] : []);
  assertEquals(path.map((words) => words.replace(/ \(.*\)/, "")), [
    "everything starts",
    "timer election fires at node 0",
    "requestVote from 0 to 1 arrives",
    "requestVote from 0 to 2 arrives",
    "requestVoteReply from 1 to 0 arrives",
    "appendEntries from 0 to 1 arrives",
    "appendEntriesReply from 1 to 0 arrives",
    "appendEntries from 0 to 1 arrives",
    "appendEntriesReply from 1 to 0 arrives",
    "timer election fires at node 2",
    "requestVote from 2 to 1 arrives",
    "requestVoteReply from 1 to 2 arrives",
  ]);
});
