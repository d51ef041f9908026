import { assert, assertEquals } from "@std/assert";
import { applyOnce } from "../apply_once.ts";
import { openSession } from "../sessions.ts";
import type { StateMachine } from "../state_machine.ts";
import type { Entries, Entry, LeaseInfo, Refused, Step, TransactionResult } from "./commands.ts";
import { keysOf } from "./commands.ts";
import { leaseIn, leasesIn } from "./leases.ts";
import { leaseLimits, transactionLimits } from "./limits.ts";
import { observed, storeMachine } from "./machine.ts";

/** A store, what it is asked, and the changes that it tells. */
function heard() {
  const told: string[] = [], refusals: string[] = [];
  const machine = observed((_, { type }, changes) => {
    for (const { key, value } of changes) told.push(`${type} ${key}=${value}`);
  });
  const store = machine.init();
  const ask = (entry: Entry) => {
    const result = machine.apply(store, entry), { refused } = Object(result) as Partial<Refused>;
    if (refused !== undefined) refusals.push(refused);
    return result;
  };
  return { store, told, refusals, ask, get: (key: string) => ask({ type: "get", key }) };
}

const put = (key: string, value: string, lease?: number) =>
  ({ type: "put", key, value, ...(lease === undefined ? {} : { lease }) }) as const;
const txn = (success: readonly Step[], failure: readonly Step[] = []) =>
  ({ type: "txn", compares: [], success, failure }) as const;

Deno.test("store: each comparison of a transaction holds when it must, and all of them decide", () => {
  const { ask } = heard();
  ask(put("x", "1"));
  ask(put("empty", ""));
  const holds = (...compares: Extract<Entry, { type: "txn" }>["compares"]) =>
    (ask({ type: "txn", compares, success: [], failure: [] }) as { succeeded: boolean }).succeeded;
  assert(holds());
  assert(holds({ key: "x", is: "equal", value: "1" }));
  assert(!holds({ key: "x", is: "equal", value: "2" }));
  assert(!holds({ key: "nothing", is: "equal", value: "" }));
  assert(holds({ key: "empty", is: "equal", value: "" }));
  assert(holds({ key: "x", is: "not equal", value: "2" }));
  assert(!holds({ key: "x", is: "not equal", value: "1" }));
  // A key that is absent equals no text.
  assert(holds({ key: "nothing", is: "not equal", value: "" }));
  assert(holds({ key: "nothing", is: "absent" }) && !holds({ key: "empty", is: "absent" }));
  assert(holds({ key: "empty", is: "present" }) && !holds({ key: "nothing", is: "present" }));
  assert(!holds({ key: "x", is: "present" }, { key: "empty", is: "absent" }));
});

Deno.test("store: of a transaction each step sees those before it, and one list alone is done", () => {
  const { ask, told } = heard();
  const steps: Step[] = [
    put("a", "1"),
    { type: "get", key: "a" },
    put("b", "2"),
    { type: "range", key: "a", to: null, limit: 9 },
    { type: "del", key: "c" },
  ];
  assertEquals(ask(txn(steps, [put("never", "")])), {
    succeeded: true,
    results: [null, "1", null, { entries: [["a", "1"], ["b", "2"]], more: false }, null],
  });
  const compares = [{ key: "a", is: "absent" }] as const;
  const failure: Step[] = [{ type: "get", key: "never" }];
  assertEquals(ask({ type: "txn", compares, success: [put("a", "9")], failure }), {
    succeeded: false,
    results: [null],
  });
  assertEquals(told, ["txn a=1", "txn b=2", "txn c=null"]);
});

Deno.test("store: a transaction of which one step cannot be done has done none of them", () => {
  const { ask, get, told, refusals } = heard();
  ask({ type: "grant", id: 1, ttlMs: 1000 });
  ask(put("held", "1", 1));
  ask(put("x", "old"));
  told.length = 0;
  const steps: Step[] = [put("x", "new"), { type: "del", key: "held" }, put("fresh", "")];
  ask(txn([...steps, put("y", "", 99)]));
  assertEquals([told, refusals], [[], ["no lease"]]);
  assertEquals([get("x"), get("held"), get("fresh")], ["old", "1", null]);
  // It is attached as it was.
  assertEquals((ask({ type: "lease", id: 1 }) as LeaseInfo).keys, ["held"]);
  ask({ type: "revoke", id: 1 });
  assertEquals([get("held"), get("x")], [null, "old"]);
});

Deno.test("store: what a transaction gives is limited, and more where it is remembered", () => {
  const { ask, get, refusals } = heard();
  const { reading, changing } = transactionLimits.given;
  const read = (key: string) => ({ type: "get", key }) as const;
  ask(put("a", "x".repeat(reading / 2)));
  ask(put("b", "x".repeat(changing)));
  assertEquals((ask(txn([read("a"), read("a")])) as TransactionResult).results.length, 2);
  assertEquals((ask(txn([put("c", "1"), read("b")])) as TransactionResult).results.length, 2);
  ask(txn([read("a"), read("a"), read("c")]));
  ask(txn([put("c", "2"), read("b"), read("c")]));
  // Whichever list is done, and whatever it does.
  ask(txn([read("a")], [put("c", "2")]));
  assertEquals([refusals, get("c")], [["full", "full", "full"], "1"]);
});

Deno.test("store: a range in a transaction ends before there is too much of it", () => {
  const { ask } = heard();
  for (const key of ["a", "b", "c"]) ask(put(key, "x".repeat(transactionLimits.given.reading / 2)));
  const whole = txn([{ type: "range", key: "", to: null, limit: 9 }]);
  const [range] = (ask(whole) as TransactionResult).results as Entries[];
  assertEquals([range!.entries.length, range!.more], [1, true]);
});

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
