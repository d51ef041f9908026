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

Deno.test("broken chains: each mistake has two replicas decide what excludes each other", () => {
  const found = [
    [kit, "two certificates decide, the lock is as for three"],
    [kit, "any parents decide"],
    [basicKit, "locks when it is too late"],
  ] as const;
  for (const [of, bug] of found) {
    const { branches, words } = brokenChains(of, bug);
    assert(branches.length >= 2 && words.includes("has decided"), bug);
    const decided = branches.map(({ blocks }) =>
      blocks.filter(({ marked }) => marked).map(({ view }) => view).join()
    );
    assert(new Set(decided).size > 1, `${bug}: ${decided}`);
  }
});

Deno.test("broken chains: what breaks something else is refused", () => {
  assertThrows(
    () => brokenChains(kit, "executes twice"),
    RangeError,
    "Cannot show chains because agreement must break: given linearizability",
  );
});

Deno.test("hidden lock: with two phases somebody has to wait", () => {
  assertEquals(hiddenLock("three-chain", 5000).answered, 10);
  assertEquals(hiddenLock("hotstuff-2", 5000).answered, 10);
  const [soon, late] = [5000, 60_000].map((ms) => hiddenLock("two-chain-naive", ms));
  assertEquals([soon!.answered, late!.answered], [2, 2]);
  assert(late!.views > soon!.views, "they do not stand still");
  assertThrows(() => hiddenLock("one-chain" as "three-chain", 1), RangeError, "variant must be");
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
