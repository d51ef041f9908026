import { assertEquals } from "@std/assert";
import { bare } from "../../replicated/requests.ts";
import { after, ballot, leader, sent, upon } from "./servers_test.ts";

Deno.test("mandate: a leader proposes in a slot when enough of that slot's members have promised, and not only of the next one's", () => {
  const configurations = [{ from: 1, members: [0, 1, 2] }, { from: 3, members: [0, 3, 4] }];
  const promises = new Set([0, 1]), own = ballot(1, 0);
  const begun = leader({
    configurations,
    mandate: { ballot: own, promises, found: new Map(), ahead: null },
  });
  // Slot 2 belongs to the old members, slot 3 to the new ones, of whom the leader alone has promised.
  const asked = ["a", "b", "c"].reduce(
    (s, command, i) => upon(s, 9 + i, bare(command)).state,
    begun,
  );
  assertEquals([...asked.leading!.open.keys()], [1, 2]);
  assertEquals(sent(after(asked, "heartbeat"), "first").filter((each) => /prepare/.test(each)), [
    "2 prepare first=1",
    "3 prepare first=1",
    "4 prepare first=1",
  ]);
  const promised = upon(asked, 3, { type: "promise", ballot: own, votes: [], executed: 0 }).state;
  assertEquals([...promised.leading!.open.keys()], [1, 2, 3]);
});
