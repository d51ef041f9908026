import { assertEquals } from "@std/assert";
import { describeAction } from "../../check/explore/describe_action.ts";
import { exploreProtocol } from "../../check/explore/protocol.ts";
import { systemOf } from "../../kit/find.ts";
import { kit } from "./kit.ts";

Deno.test("without FIFO the shortest way to break Lamport's mutex lets an acknowledgement overtake a request", () => {
  const system = systemOf(kit, "two nodes", "messages overtake each other");
  const [finding] = exploreProtocol(system).findings;
  assertEquals(finding!.path.map(({ action }) => describeAction(action!)), [
    "everything starts",
    "timer want fires at node 0",
    "timer want fires at node 1",
    "request (time 1) from 1 to 0 arrives", // and node 0 has the resource, as its request is the earlier
    "acknowledge (time 3) from 0 to 1 arrives", // before that request
  ]);
});
