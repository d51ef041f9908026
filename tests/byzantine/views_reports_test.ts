/**
 * Reports of changes of the view in which something was lost, each played here in the order in which it happened: with the
 * right rule, and with a wrong one where a rule of ours can be made wrong in the way of the report.
 */

import { assertEquals } from "@std/assert";
import { changed, type ProtocolChange } from "hb/kit/change.ts";
import { bugs } from "hb/consensus/pbft/bugs.ts";
import { proposes } from "hb/consensus/pbft/lies.ts";
import type { Saved } from "hb/consensus/pbft/journal.ts";
import type { Message, Timer } from "hb/consensus/pbft/messages.ts";
import { newViewProposals } from "hb/consensus/pbft/new_view.ts";
import type { Rules } from "hb/consensus/pbft/rules.ts";
import { withDefaults } from "hb/consensus/pbft/settings.ts";
import type { State } from "hb/consensus/pbft/state.ts";
import { changesOf } from "hb/laboratory/byzantine/view_changes.ts";
import { among, of, stageOf } from "../reads/stage.ts";
import {
  A,
  B,
  committed,
  digests,
  executed,
  knowing,
  options,
  proofOf,
  replicaOf,
  replicas,
  stageWith,
  unknowing,
  wants,
} from "./saved.ts";

const rulesOf = (bug: string) => bugs[bug]!.change.rules!;
const ask = (command: string) => ({ type: "ask", command });

/** Replica 0 is down. Replica 1 has prepared a in view 0, and replica 2 has prepared b in view 2. All want view 3. */
function twoLocks(change: ProtocolChange<State, Message, Timer, Saved> = {}): string[] {
  const stage = stageOf(changed(replicas(), change), 6, [
    [],
    knowing(1, proofOf(0, A, 1, 2), A, 3),
    knowing(2, proofOf(2, B, 0, 3), B, 3),
    unknowing(3, 3),
  ]);
  stage.deliver(among(1, 2, 3));
  return executed(stage, 1, 2, 3);
}

Deno.test("GoQuorum 305, pbft-consensus 19 and 82, celo 366: what was prepared locks nobody for ever", () => {
  assertEquals(twoLocks(), ["b", "b", "b"]);
  const honest = replicas().upon.newView;
  // Whoever has prepared something takes nothing else for that number.
  const locked: typeof honest = (s, message, io) => {
    const own = s.role === "replica" ? s.prepared.get(1)?.prePrepare.statement.digest : undefined;
    const begins = message.newView.statement.prePrepares[0]?.statement.digest;
    if (own === undefined || own === begins) honest(s, message, io);
  };
  assertEquals(twoLocks({ upon: { newView: locked } }), ["", "", ""]);
});

/** Replicas 1 and 2 have a prepared and committed, and 2 has executed it; the view changes, and 0 says nothing of it. */
function afterDeciding(bug?: string): string[] {
  const stage = stageWith([], bug === undefined ? {} : rulesOf(bug));
  stage.ask(4, 10, ask("a"));
  stage.deliver((letter) => among(0, 1, 2, 4)(letter));
  stage.hold(() => true);
  // Something else waits, for which the view is left.
  stage.ask(5, 11, ask("b"));
  const [request] = stage.hold(of("request"));
  for (const to of [1, 2, 3]) stage.hand({ ...request!, to });
  for (const node of [1, 2, 3]) stage.fire(node, "suspicion");
  stage.hold(({ from, to }) => from === 0 || to === 0);
  // The new primary, 1, hears of 3 and of the liar first, and of itself.
  stage.hand({ from: 0, to: 1, message: { type: "viewChange", viewChange: wants(0, 1) } as never });
  stage.deliver(({ from, to }) => from === 3 && to === 1);
  stage.deliver(among(1, 2, 3));
  return executed(stage, 1, 2, 3);
}

Deno.test("besu 1734: whoever has decided tells of it all the same when the view changes", () => {
  assertEquals(afterDeciding(), ["a,b", "a,b", "a,b"]);
  // The number of a is given to b, which whoever has executed a does not notice.
  assertEquals(afterDeciding("what is executed is not told"), ["a", "a", "b"]);
});

Deno.test("lineth 3247: what is decided in two views is one batch, and is executed once", () => {
  const proof = proofOf(0, A, 1, 2);
  const stage = stageWith([
    [],
    knowing(1, proof, A, 1),
    knowing(2, proof, A, 1, committed(0, A, 0, 1, 2)),
    unknowing(3, 1),
  ]);
  assertEquals(executed(stage, 1, 2, 3), ["", "a", ""]);
  stage.deliver(among(1, 2, 3));
  assertEquals(executed(stage, 1, 2, 3), ["a", "a", "a"]);
  const { view, digest } = replicaOf(stage, 1).decided.get(1)!.statement;
  assertEquals([view, digest], [1, digests.a]);
});

Deno.test("tendermint 7900, malachite 956: what the liar has one replica alone see prepared, that one tells", () => {
  const stage = stageWith([
    unknowing(0, 2),
    knowing(1, proofOf(0, A, 1, 3), A, 2),
    unknowing(2, 2),
  ]);
  stage.deliver(among(0, 1, 2));
  assertEquals(executed(stage, 0, 1, 2), ["a", "a", "a"]);
});

/** a was prepared in view 0, and b committed in view 1. */
function twoKinds(bug?: string): string[] {
  const late = proofOf(1, B, 0, 2);
  const stage = stageWith([
    [],
    knowing(1, late, B, 2, committed(1, B, 0, 1, 2)),
    knowing(2, late, B, 2),
    knowing(3, proofOf(0, A, 2, 3), A, 2),
  ], bug === undefined ? {} : rulesOf(bug));
  stage.deliver(among(1, 2, 3));
  return executed(stage, 1, 2, 3);
}

Deno.test("Zyzzyva (arXiv 1712.01367): of two proofs the one of the later view counts", () => {
  assertEquals(twoKinds(), ["b", "b", "b"]);
  assertEquals(twoKinds("the earliest view"), ["b", "a", "a"]);
});

/** b is proposed by the primary of view 1 for number 1, where a was committed, and shown with view changes that tell of a. */
function overwritten(bug?: string): string[] {
  const proof = proofOf(0, A, 1, 2), rules = bug === undefined ? {} : rulesOf(bug);
  const stage = stageWith([
    [],
    unknowing(1, 1),
    knowing(2, proof, A, 1, committed(0, A, 0, 1, 2)),
    unknowing(3, 1),
  ], rules);
  const viewChanges = [wants(0, 1), wants(2, 1, [proof]), wants(3, 1)];
  const [, { prePrepare }] = proposes(1, 3, B) as [number, Message & { type: "prePrepare" }];
  const begin = { ...prePrepare.statement, view: 1 };
  const newView = {
    signer: 1,
    statement: {
      kind: "newView",
      cluster: "pbft",
      view: 1,
      viewChanges,
      prePrepares: [{ signer: 1, statement: begin }],
    },
  };
  stage.hold(() => true);
  stage.hand({ from: 1, to: 3, message: { type: "newView", newView } as never });
  return stage.letters.filter(of("prepare")).map(({ message }) =>
    (message as Message & { type: "prepare" }).prepare.statement.digest
  );
}

Deno.test("bft-smart 100: a new primary that overwrites what is decided is not followed", () => {
  assertEquals(overwritten(), []);
  const told = new Set(overwritten("new views are not computed again"));
  assertEquals(told, new Set([digests.b]));
});

Deno.test("fabric 1111: a new view begins above the latest stable checkpoint, not above the earliest", () => {
  const shown = changesOf("pbft", 2, [
    { replica: 0, stable: 4, prepared: [[5, 1, "x"]] },
    { replica: 2, stable: 0, prepared: [[2, 0, "old"]] },
    { replica: 3, stable: 4, prepared: [] },
  ]);
  const begins = (rules = {}) =>
    newViewProposals(withDefaults({ ...options, rules }), 2, shown).map(({ sequence }) => sequence);
  assertEquals(begins(), [5]);
  const startOf = () => Math.min(...shown.map(({ stable }) => stable?.statement.sequence ?? 0));
  assertEquals(begins({ startOf }), [1, 2, 3, 4, 5]);
});

/** Commits reach replica 2 alone; then the view changes, and again before anything is done in it. */
function changedTwice(rules: Partial<Rules> = {}): string[] {
  const stage = stageWith([], rules);
  stage.ask(4, 10, ask("a"));
  stage.deliver((letter) => !of("commit")(letter) || letter.to === 2);
  stage.hold(() => true);
  stage.ask(5, 11, ask("b"));
  const [request] = stage.hold(of("request"));
  for (const to of [0, 1, 2, 3]) stage.hand({ ...request!, to });
  stage.hold(() => true);
  for (const node of [1, 2, 3]) stage.fire(node, "suspicion");
  stage.deliver(of("viewChange"));
  stage.hold(() => true);
  for (const node of [2, 3]) stage.fire(node, "newViewDue");
  stage.deliver(among(0, 2, 3));
  return executed(stage, 0, 2, 3);
}

Deno.test("indy-plenum 693, cothority 2080, sawtooth 113 and 117: what one replica has executed survives two changes of the view", () => {
  assertEquals(changedTwice(), ["a,b", "a,b", "a,b"]);
  // Whoever begins a view forgets what was under way.
  assertEquals(changedTwice({ tells: () => false }), ["b", "a", "b"]);
});
