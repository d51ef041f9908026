import { assertEquals } from "@std/assert";
import { NO_BALLOT } from "../ballot.ts";
import { chosen, judged, noOp, outweighs } from "./choice.ts";
import type { Proposal } from "./instance.ts";
import type { Report } from "./messages.ts";
import { usualSizes } from "./quorums.ts";

const id = { replica: 0, slot: 1 }, sizes = usualSizes(5);
const asked: Proposal = {
  value: { commands: [{ type: "register" }] },
  dependencies: [0, 0, 0, 0, 0],
  sequence: 1,
};
const more: Proposal = { ...asked, dependencies: [0, 1, 0, 0, 0], sequence: 2 };
const nothing: Report = { accepted: NO_BALLOT, phase: "none", proposal: null, initial: null };
const preAccepted = (proposal: Proposal): Report => ({
  accepted: NO_BALLOT,
  phase: "pre-accepted",
  proposal,
  initial: asked,
});
const voted = (proposal: Proposal, round: number): Report => ({
  accepted: { round, node: 1 },
  phase: "accepted",
  proposal,
  initial: null,
});
const choiceFrom = (...reports: (readonly [number, Report])[]) =>
  chosen({ id, self: 2, reports: new Map(reports), sizes });

Deno.test("a vote in the highest ballot is taken over", () => {
  assertEquals(
    choiceFrom([1, voted(asked, 1)], [2, preAccepted(asked)], [3, voted(more, 2)]),
    { type: "accept", proposal: more },
  );
});

Deno.test("of an instance that nobody has heard of becomes a no-op", () => {
  assertEquals(
    choiceFrom([1, nothing], [2, nothing], [3, nothing]),
    { type: "accept", proposal: noOp(5) },
  );
});

Deno.test("what one of three has pre-accepted as it was asked for may have been decided", () => {
  assertEquals(
    choiceFrom([1, preAccepted(asked)], [2, preAccepted(more)], [3, nothing]),
    { type: "validate", proposal: asked, support: 1 },
  );
});

Deno.test("it was not decided when its coordinator does not know, or when nobody supports it", () => {
  const restart = { type: "restart", proposal: asked };
  assertEquals(choiceFrom([0, preAccepted(asked)], [1, preAccepted(asked)], [2, nothing]), restart);
  assertEquals(choiceFrom([1, preAccepted(more)], [2, preAccepted(more)], [3, nothing]), restart);
});

Deno.test("two that contradict each other, and whose coordinators are gone, do not wait for each other", () => {
  const against = (replica: number) => [{ id: { replica, slot: 1 }, committed: false }];
  const quorum = [2, 3, 4];
  assertEquals(judged({ objections: against(1), quorum, support: 1, sizes }), "impossible");
  assertEquals(judged({ objections: against(3), quorum, support: 1, sizes }), "wait");
  assertEquals(judged({ objections: against(1), quorum, support: 2, sizes }), "wait");
  assertEquals([1, 2, 3].map((support) => outweighs(support, sizes)), [false, true, true]);
});

Deno.test("one that is decided and does not depend on it settles it", () => {
  const objections = [{ id: { replica: 3, slot: 1 }, committed: true }];
  assertEquals(judged({ objections, quorum: [2, 3, 4], support: 3, sizes }), "impossible");
  assertEquals(judged({ objections: [], quorum: [2, 3, 4], support: 1, sizes }), "possible");
});
