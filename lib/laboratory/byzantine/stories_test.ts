import { assert, assertEquals, assertThrows } from "@std/assert";
import { basicKit, kit } from "../../consensus/hotstuff/kit.ts";
import { newViewProposals } from "../../consensus/pbft/new_view.ts";
import { type Options, withDefaults } from "../../consensus/pbft/settings.ts";
import { isViewChange } from "../../consensus/pbft/evidence.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { brokenChains } from "./broken_chains.ts";
import { hiddenLock } from "./hidden_lock.ts";
import { serviceRun } from "./service_run.ts";
import { WAYS } from "./services.ts";
import { splitPrimary } from "./split_primary.ts";
import { changesOf } from "./view_changes.ts";

Deno.test("broken chains: each mistake has two branches decided that exclude each other", () => {
  const drawn = [
    [kit, "two certificates decide, the lock is as for three"],
    [kit, "any parents decide"],
    [basicKit, "locks when it is too late"],
  ] as const;
  for (const [of, bug] of drawn) {
    const { branches, words } = brokenChains(of, bug);
    assert(branches.length >= 2 && words.includes("has decided"), bug);
    for (const { blocks, note } of branches) {
      assert(note.startsWith("decided by "), note);
      assert(blocks.some(({ marked }) => marked), bug);
      blocks.forEach(({ on }, i) => assertEquals(on, blocks[i - 1]?.view ?? 0, "on its parent"));
    }
  }
});

Deno.test("broken chains: blocks that one replica has forgotten are those of another", () => {
  const { branches } = brokenChains(kit, "any parents decide");
  const told = branches.map(({ note, blocks }) => [
    note,
    blocks.map(({ view, on, marked }) => `${marked ? "!" : ""}${view} on ${on}`).join(", "),
  ]);
  assertEquals(told, [
    ["decided by 1, 2 and 3", "!1 on 0, 2 on 1, 4 on 2"],
    ["decided by 3", "3 on 0, !5 on 3, 6 on 5, 9 on 6, 10 on 9"],
  ]);
});

Deno.test("broken chains: what breaks something else is refused", () => {
  assertThrows(
    () => brokenChains(kit, "executes twice"),
    RangeError,
    "Cannot show chains because agreement must break: given linearizability",
  );
});

Deno.test("hidden lock: two phases stand still where nobody waits, and where the victim does not lead or there are two liars", () => {
  const stuck = ["one of four, the victim never leads", "two of seven"] as const;
  for (const where of stuck) {
    const [soon, late] = [5000, 60_000].map((ms) => hiddenLock("two-chain-naive", ms, { where }));
    assertEquals([soon!.answered, late!.answered], [2, 2], where);
    assert(late!.views > soon!.views, "they do not stand still");
    const listening = hiddenLock("two-chain-naive", 60_000, { where, listens: true });
    assertEquals(listening.answered, 10, where);
  }
  for (const listens of [true, false]) {
    const { answered } = hiddenLock("two-chain-naive", 60_000, { where: "one of four", listens });
    assertEquals(answered, 10);
  }
});

Deno.test("hidden lock: three phases go on everywhere, and so do two where the leader waits", () => {
  for (const where of ["one of four, the victim never leads", "two of seven"] as const) {
    for (const variant of ["three-chain", "hotstuff-2"] as const) {
      assertEquals(hiddenLock(variant, 5000, { where }).answered, 10, `${variant}, ${where}`);
    }
  }
  assertThrows(() => hiddenLock("one-chain" as "three-chain", 1), RangeError, "variant must be");
  const where = "one of three" as "one of four";
  assertThrows(() => hiddenLock("three-chain", 1, { where }), RangeError, "where must be");
});

Deno.test("service run: each way answers, and keeps what replicas have executed alike", () => {
  for (const way of WAYS) {
    const asks = [[{ input: "a" }, { input: "b" }], [{ input: "c" }]];
    const { history } = serviceRun({ way, asks, forMs: 2000 });
    assertEquals(history.map(({ outcome }) => outcome), ["ok", "ok", "ok"], way);
  }
  assertThrows(
    () => serviceRun({ way: "pbft", asks: [], forMs: 1 }),
    RangeError,
    "because clients must be a whole number from 1 to 16: given 0",
  );
});

Deno.test("split primary: one request is prepared at two, and comes first in the next view", () => {
  const { history } = serviceRun({
    way: "pbft",
    asks: [[{ input: "tea" }], [{ input: "coffee" }]],
    forMs: 600,
    chosen: { patienceMs: 100 },
    traitors: (honest) => ({
      0: splitPrimary(honest, [
        { proxy: 4, command: "tea", to: [1] },
        { proxy: 5, command: "coffee", to: [2, 3] },
      ]),
    }),
  });
  const places = history.map(({ output }) => (output as { readonly result: number }).result);
  assertEquals(places, [2, 1]);
});

Deno.test("view changes: what is written down is what replicas take, and a new view follows from it", () => {
  const options = { machine: listMachine as Options["machine"], replicas: 4 };
  const settings = withDefaults({ ...options, checkpointEvery: 4 });
  const changes = changesOf("pbft", 2, [
    { replica: 0, stable: 4, prepared: [[5, 0, "tea"]] },
    { replica: 2, stable: 4, prepared: [[5, 1, "milk"], [7, 1, "coffee"]] },
    { replica: 3, stable: 0, prepared: [[3, 0, "water"]] },
  ]);
  for (const [i, signer] of [0, 2, 3].entries()) {
    assert(isViewChange(settings, { signer, statement: changes[i]! }));
  }
  const begins = newViewProposals(settings, 2, changes);
  assertEquals(begins.map(({ sequence }) => sequence), [5, 6, 7]);
  assertEquals([begins[0]!.digest, begins[2]!.digest], ["milk", "coffee"]);
  const wrong = [{ replica: 0, stable: 0, prepared: [[1, 2, "a"]] as const }];
  assertThrows(() => changesOf("pbft", 2, wrong), RangeError, "view must be");
});
