import { assertEquals, assertThrows } from "@std/assert";
import { kit as hotstuff } from "../../consensus/hotstuff/kit.ts";
import { kit as pbft } from "../../consensus/pbft/kit.ts";
import { agreementAlone } from "./agreement_alone.ts";

Deno.test("agreement alone: what is not saved divides the loyal on the seeds that the chapter tells of", () => {
  assertEquals(agreementAlone(pbft, "what it accepts is not saved", { to: 69 }), 69);
  assertEquals(agreementAlone(hotstuff, "votes are not saved", { to: 56 }), 56);
});

Deno.test("agreement alone: on 200 seeds each, a second batch or vote in a view divides nobody", () => {
  assertEquals(agreementAlone(pbft, "accepts a second batch", { to: 200 }), undefined);
  assertEquals(agreementAlone(hotstuff, "votes twice in a view", { to: 200 }), undefined);
});

Deno.test("agreement alone: where a quorum is too small, the first seeds show it", () => {
  assertEquals(agreementAlone(pbft, "a quorum of 2f", { to: 5 }), 1);
  assertEquals(agreementAlone(hotstuff, "quorums of 2f", { to: 5 }), 1);
});

Deno.test("agreement alone: what no storm finds, and seeds that there are not, are refused", () => {
  assertThrows(
    () => agreementAlone(pbft, "the earliest view", { to: 1 }),
    RangeError,
    "Cannot look at agreement alone because a storm must find the mistake",
  );
  assertThrows(() => agreementAlone(pbft, "a quorum of 2f", { from: 2, to: 1 }), RangeError);
});
