import { assert, assertEquals } from "@std/assert";
import { applyOnce } from "../apply_once.ts";
import { openSession } from "../sessions.ts";
import type { StateMachine } from "../state_machine.ts";
import type { Entry, LeaseInfo } from "./commands.ts";
import { keysOf } from "./commands.ts";
import { heard, put, txn } from "./heard_test.ts";
import { leaseIn, leasesIn } from "./leases.ts";
import { leaseLimits } from "./limits.ts";
import { storeMachine } from "./machine.ts";

Deno.test("store: a lease takes its keys along, in order, and no others", () => {
  const { ask, told, get } = heard();
  assertEquals(ask({ type: "grant", id: 5, ttlMs: 700 }), { id: 5, ttlMs: 700 });
  ask({ type: "grant", id: 6, ttlMs: 700 });
  for (const key of ["c", "a", "d", "moved", "freed", "b", "swapped"]) ask(put(key, "1", 5));
  ask(put("moved", "2", 6));
  ask(put("freed", "2"));
  ask({ type: "cas", key: "swapped", expected: "1", value: "2" });
  ask({ type: "del", key: "b" });
  ask(put("b", "again"));
  const { keys } = ask({ type: "lease", id: 5 }) as LeaseInfo;
  assertEquals(keys, ["a", "c", "d"]);
  told.length = 0;
  assertEquals(ask({ type: "revoke", id: 5 }), null);
  assertEquals(told, ["revoke a=null", "revoke c=null", "revoke d=null"]);
  assertEquals(["moved", "freed", "swapped", "b"].map(get), ["2", "2", "2", "again"]);
});

Deno.test("store: an end that was proposed counts for the turn that it names, and for no later one", () => {
  const { ask, get } = heard();
  ask({ type: "grant", id: 5, ttlMs: 700 });
  ask(put("k", "1", 5));
  ask({ type: "renew", id: 5 });
  assertEquals(ask({ type: "expire", id: 5, turn: 1 }), null);
  assertEquals(get("k"), "1");
  // Another lease of the same number has a turn of its own.
  ask({ type: "revoke", id: 5 });
  ask({ type: "grant", id: 5, ttlMs: 700 });
  ask(put("k", "1", 5));
  ask({ type: "expire", id: 5, turn: 2 });
  assertEquals(get("k"), "1");
  ask({ type: "expire", id: 5, turn: 3 });
  assertEquals(get("k"), null);
  assertEquals(ask({ type: "expire", id: 5, turn: 3 }), null);
});

Deno.test("store: what the leader's clock says of a lease counts unless it was renewed since", () => {
  const { ask } = heard();
  ask({ type: "grant", id: 5, ttlMs: 700 });
  const left = (turn?: number) => {
    const seen = turn === undefined ? {} : { seen: { turn, remainingMs: 42 } };
    return (ask({ type: "lease", id: 5, ...seen }) as LeaseInfo).remainingMs;
  };
  assertEquals([left(), left(1)], [null, 42]);
  ask({ type: "renew", id: 5 });
  assertEquals([left(1), left(2)], [700, 42]);
});

Deno.test("store: numbers of leases are chosen once, and a number that is taken is refused", () => {
  const { ask, refusals } = heard();
  const grant = (id: number | null) =>
    (ask({ type: "grant", id, ttlMs: 700 }) as { id?: number }).id;
  assertEquals([grant(null), grant(3), grant(3)], [1, 3, undefined]);
  const [chosen, next] = [grant(null)!, grant(null)!];
  assert(chosen !== 3 && next > chosen);
  ask({ type: "revoke", id: next });
  assert(grant(null)! > next);
  for (const type of ["renew", "revoke", "lease"] as const) ask({ type, id: 99 });
  ask(put("x", "", 99));
  const none = Array.from({ length: 4 }, () => "no lease");
  assertEquals(refusals, ["lease exists", ...none]);
});

Deno.test("store: a lease has so many keys, and there are so many leases, and no more", () => {
  const { ask, refusals } = heard();
  for (let id = 1; id <= leaseLimits.leases; id++) ask({ type: "grant", id, ttlMs: 700 });
  assertEquals(refusals, []);
  ask({ type: "grant", id: null, ttlMs: 700 });
  assertEquals(refusals, ["full"]);
  for (let i = 0; i < leaseLimits.keys; i++) ask(put(`${i}`, "", 1));
  ask(put("0", "again", 1));
  assertEquals(refusals, ["full"]);
  ask(put("one more", "", 1));
  ask({ type: "del", key: "0" });
  ask(put("one more", "", 1));
  assertEquals(refusals, ["full", "full"]);
});

Deno.test("store: what is asked twice in a session takes effect once, and is answered alike", () => {
  const applied = { machine: storeMachine.init(), sessions: new Map() };
  openSession(applied.sessions, 1, 10);
  let index = 1;
  const twice = (sequence: number, command: Entry) => {
    const stamp = { session: 1, sequence, lowest: sequence };
    const once = () => {
      const answer = applyOnce(storeMachine as StateMachine, applied, { command, stamp }, ++index);
      return answer?.ok ? answer.result : answer;
    };
    const first = once();
    assertEquals(once(), first);
    return first;
  };
  assertEquals(twice(1, { type: "grant", id: null, ttlMs: 700 }), { id: 1, ttlMs: 700 });
  assertEquals([...leasesIn(applied.machine)].length, 1);
  twice(2, { type: "renew", id: 1 });
  assertEquals(leaseIn(applied.machine, 1)!.turn, 2);
  const take = txn([put("k", "mine", 1)], [{ type: "get", key: "k" }]);
  const taken = twice(3, { ...take, compares: [{ key: "k", is: "absent" }] });
  assertEquals(taken, { succeeded: true, results: [null] });
  assertEquals(twice(4, { type: "revoke", id: 1 }), null);
  // What only reads is not remembered, and asks again.
  assertEquals(twice(5, { ...txn([{ type: "get", key: "k" }]) }), {
    succeeded: true,
    results: [null],
  });
  const { answers } = applied.sessions.get(1) as { answers: Map<number, unknown> };
  assertEquals(answers.size, 0);
});

Deno.test("store: which commands read, which may grow it, and which keys they concern", () => {
  const read = { type: "get", key: "a" } as const,
    range = {
      type: "range",
      key: "",
      to: null,
      limit: 1,
    } as const;
  const commands: readonly (readonly [Entry, string])[] = [
    [read, "reads, keys a"],
    [put("a", ""), "grows, keys a"],
    [{ type: "del", key: "a" }, "keys a"],
    [{ type: "cas", key: "a", expected: "", value: "" }, "grows, keys a"],
    [range, "reads, any key"],
    [txn([read], [{ type: "get", key: "b" }]), "reads, keys a b"],
    [txn([read], [put("b", "")]), "grows, keys a b"],
    [txn([range, { type: "del", key: "a" }]), "any key"],
    [{ ...txn([]), compares: [{ key: "c", is: "absent" }] }, "reads, keys c"],
    [{ type: "grant", id: 1, ttlMs: 700 }, "grows, keys"],
    [{ type: "renew", id: 1 }, "keys"],
    [{ type: "lease", id: 1 }, "reads, keys"],
    [{ type: "revoke", id: 1 }, "any key"],
    [{ type: "expire", id: 1, turn: 1 }, "any key"],
  ];
  for (const [command, words] of commands) {
    const keys = keysOf(command);
    const said = [
      ...(storeMachine.reads!(command) ? ["reads"] : []),
      ...(storeMachine.grows!(command) ? ["grows"] : []),
      keys === null ? "any key" : ["keys", ...keys].join(" "),
    ];
    assertEquals(said.join(", "), words, JSON.stringify(command));
  }
});
