import { assertEquals } from "@std/assert";
import { besideRaft } from "./beside_raft.ts";

Deno.test("beside Raft: each question is answered by a step of a server of either", () => {
  assertEquals(besideRaft().map(({ raft, multiPaxos }) => [raft, multiPaxos]), [
    ["no: it gets no vote", "yes: with the promise it is told"],
    [
      "the first: a term has one vote a server",
      "both: their ballots differ, and the higher one counts",
    ],
    ["in the old one: entries keep their term", "in its own: it is voted for again"],
    ["with the first entry of the new term, after it", "when a majority has voted for it again"],
    ["no: it refuses what leaves a gap", "yes: each slot is decided by itself"],
    ["that and all that comes after it", "that vote alone"],
  ]);
});
