import { assert, assertEquals } from "@std/assert";
import { labels } from "./labels.ts";
import { REPLY_TYPES } from "./messages.ts";

const colours = labels.colours!;

Deno.test("every type of message has a colour, and words for a legend", () => {
  assertEquals(Object.keys(labels.legend!).sort(), Object.keys(colours).sort());
  for (const reply of REPLY_TYPES) assert(labels.replies!.includes(reply), reply);
});

Deno.test("a reply has the colour of what it answers, and the five matters have the five colours of figures", () => {
  assertEquals(colours["requestVote"], colours["requestVoteReply"]);
  assertEquals(colours["appendEntries"], colours["appendEntriesReply"]);
  assertEquals(colours["snapshotChunk"], colours["snapshotChunkReply"]);
  const matters = ["requestVote", "appendEntries", "installSnapshot", "timeoutNow", "request"];
  assertEquals(matters.map((type) => colours[type]), [0, 1, 2, 3, 4]);
});
