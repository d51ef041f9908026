import { assertEquals } from "@std/assert";
import { describeAction } from "../../check/explore/describe_action.ts";
import { exploreProtocol } from "../../check/explore/protocol.ts";
import { systemOf } from "../../kit/find.ts";
import type { Invariant } from "../../model/invariant.ts";
import { channelsComplete, consistentCut } from "./invariants.ts";
import { kit } from "./kit.ts";
import type { State } from "./snapshot.ts";

/** That channels are right where the cut is consistent. */
const channelsOfCuts: Invariant<State> = {
  ...channelsComplete,
  check: (moment) =>
    consistentCut.check(moment) === undefined ? channelsComplete.check(moment) : undefined,
};

Deno.test("a marker that leaves late can spoil what is on its way where the cut is consistent", () => {
  const late = systemOf(kit, "two beginners", "the marker leaves late");
  const [finding] = exploreProtocol({ ...late, invariants: [channelsOfCuts] }).findings;
  assertEquals(finding!.path.map(({ action }) => describeAction(action!)), [
    "everything starts",
    "timer begin fires at node 0",
    "timer spend fires at node 0",
    "timer begin fires at node 1",
    "pay (amount 1) from 0 to 1 arrives",
    "marker from 0 to 1 arrives",
  ]);
});

Deno.test("a payment that is lost is missing from a snapshot whose markers all arrive", () => {
  const lossy = { ...systemOf(kit, "two nodes"), lossy: true };
  const [finding] = exploreProtocol(lossy).findings;
  assertEquals(finding!.property, "channels complete");
  assertEquals(finding!.path.map(({ action }) => describeAction(action!)), [
    "everything starts",
    "timer spend fires at node 0",
    "pay (amount 1) from 0 to 1 is lost",
    "timer begin fires at node 0",
    "marker from 0 to 1 arrives",
  ]);
});
