/**
 * Reports of replicas that stand liars and went wrong, each played here in the order in which it happened. Where a rule of
 * ours can be made wrong in the way of the report, the same order of events shows the harm. Those of changes of the view
 * are in `views_reports_test.ts`, those of HotStuff in `chains_reports_test.ts`.
 *
 * What these report cannot happen here:
 * - Zyzzyva and FaB (arXiv 1712.01367): there are no speculative orders. That evidence counts by its view is played
 *   in `views_reports_test.ts`.
 * - Sync HotStuff (eprint 2019/1484): nothing is decided because a time has passed.
 * - stellar-core 821, gravity-sdk 743, aptos-core 18298, monorepo 4374: votes leave, for whomever, after what was saved of
 *   them is durable, which is the world's promise (`model/protocol.ts`); what comes of a broken one is played below.
 */

import { assert, assertEquals } from "@std/assert";
import { bugs } from "hb/consensus/pbft/bugs.ts";
import { isViewChange } from "hb/consensus/pbft/evidence.ts";
import { charges } from "hb/consensus/pbft/guilt.ts";
import { proposes } from "hb/consensus/pbft/lies.ts";
import { statementsIn } from "hb/consensus/pbft/said.ts";
import { withDefaults } from "hb/consensus/pbft/settings.ts";
import type { Proxy } from "hb/consensus/pbft/state.ts";
import { among, of, type Stage } from "../reads/stage.ts";
import { A, B, committed, executed, options, proofOf, stageWith, wants } from "./saved.ts";

const rulesOf = (bug: string) => bugs[bug]!.change.rules!;
const ask = (command: string) => ({ type: "ask", command });

/** a is committed by 0, who lies, 1 and 2. Replica 3 has no votes, is shown that, and executes it. Then its timer goes off. */
function decidedUnprepared(): Stage {
  const stage = stageWith();
  stage.ask(4, 10, ask("a"));
  stage.deliver((letter) => among(0, 1, 2, 4)(letter));
  stage.hold(({ to }) => to === 3);
  stage.hand({
    from: 1,
    to: 3,
    message: { type: "decided", commits: committed(0, A, 0, 1, 2), batch: A } as never,
  });
  return stage;
}

Deno.test("besu 1734 and 1575: a timer that goes off when all is decided changes nothing", () => {
  const stage = decidedUnprepared();
  assertEquals(executed(stage, 3), ["a"]);
  stage.hold(() => true);
  stage.fire(3, "suspicion");
  assertEquals(stage.letters.filter(of("viewChange")), []);
});

/** Replica 1 has accepted a, and says so. It crashes, loses its last records, and is told b. What can be shown against it? */
function comesBack(lost: number): (readonly [number, string])[] {
  const stage = stageWith(), said: unknown[] = [];
  const [, first] = proposes(0, 1, A), [, second] = proposes(0, 1, B);
  for (const message of [first, second]) {
    stage.hand({ from: 0, to: 1, message });
    said.push(...stage.hold(({ from }) => from === 1));
    stage.crash(1, lost);
    said.push(...stage.hold(({ from }) => from === 1));
  }
  return charges(options, statementsIn(said)).map(({ culprit, crime }) => [culprit, crime]);
}

Deno.test("cometbft 6031, telcoin 934 and 1040: a vote that is not durable makes an honest replica look like a liar", () => {
  assertEquals(comesBack(0), []);
  assertEquals(comesBack(1), [[1, "equivocation"]]);
});

Deno.test("bft-smart 121: votes for another number, cluster or view, or of a stranger, prove nothing", () => {
  const proof = proofOf(0, A, 1, 2), { prePrepare, prepares } = proof;
  const judged = (change: object, rules = {}) => {
    const other = { prePrepare, prepares: { ...prepares, ...change } };
    return isViewChange(withDefaults({ ...options, rules }), wants(2, 1, [other]));
  };
  const voted = (change: object) => ({ statement: { ...prepares.statement, ...change } });
  assert(judged({}));
  const elsewhere = [{ sequence: 2 }, { cluster: "bank" }, { view: 4 }].map(voted);
  for (
    const change of [...elsewhere, { signers: [1, 1] }, { signers: [1, 7] }, { signers: [0, 1] }]
  ) {
    assertEquals(judged(change), false);
  }
  assert(judged(elsewhere[0]!, rulesOf("votes for another number")));
});

Deno.test("bft-smart 62: a proxy follows no primary that a liar alone names", () => {
  const stage = stageWith();
  stage.ask(4, 10, ask("a"));
  stage.hold(() => true);
  const reply = { type: "reply", timestamp: 1, result: 1 };
  stage.hand({ from: 2, to: 4, message: { ...reply, view: 0 } as never });
  stage.hand({ from: 3, to: 4, message: { ...reply, view: 9 } as never });
  assertEquals(stage.answers.map(({ result }) => result), [{ ok: true, index: 1, result: 1 }]);
  assertEquals((stage.states[4] as Proxy).view, 0);
});

Deno.test("SmartBFT 570: what is decided and executed is not executed again when it is shown again", () => {
  const stage = decidedUnprepared();
  const message = { type: "decided", commits: committed(0, A, 0, 1, 2), batch: A } as never;
  for (let again = 0; again < 2; again++) stage.hand({ from: 2, to: 3, message });
  stage.deliver();
  assertEquals(executed(stage, 1, 2, 3), ["a", "a", "a"]);
});
