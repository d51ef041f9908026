import { assertEquals } from "@std/assert";
import { assertFails, bank, crashing, hunt, quiet, run, transcript } from "./bank_test.ts";
import { exactlyOnce } from "./exactly_once.ts";

Deno.test("exactly once: a request that is heard again is answered, not executed", () => {
  const faults = [{ kind: "lose", from: 0, to: 1, nth: 1 }] as const;
  assertEquals(transcript(run(quiet(exactlyOnce, { faults })).trace), [
    "0 user asks 10",
    "0 1 → 0 request 1: +10",
    "5 0 → 1 reply 1: 10",
    "5 0 → 1 lost",
    "50 1 has waited long enough",
    "50 1 → 0 request 1: +10",
    "55 0 → 1 reply 1: 10",
    "60 user hears 10",
  ]);
});

Deno.test("exactly once: a request that comes after the call's successor is not answered", () => {
  const clients = { ...quiet(exactlyOnce).clients!, workload: [[{ input: 10 }, { input: 11 }]] };
  const faults = [{ kind: "duplicate", from: 1, to: 0, nth: 1, latencyMs: 18 }] as const;
  const world = run(quiet(exactlyOnce, { clients, faults }));
  assertEquals(transcript(world.trace).slice(-2), ["16 0 → 1 reply 2: 21", "21 user hears 21"]);
  assertEquals(world.states[0]!.ledger.length, 2);
});

Deno.test("exactly once: holds on 3,000 seeds of loss, duplication and reordering", () => {
  assertEquals(hunt(bank(exactlyOnce), 3000), { passed: 3000 });
});

Deno.test("exactly once: the account remembers one call a client, however many there were", () => {
  const clients = {
    ...bank(exactlyOnce).clients!,
    workload: [1, 2].map(() => Array.from({ length: 50 }, () => ({ input: 1 }))),
  };
  const world = run(bank(exactlyOnce, { clients }));
  assertEquals(world.violation, undefined);
  assertEquals(world.states[0]!.ledger.length, 100);
  assertEquals([...world.states[0]!.sessions], [
    [1, { sequence: 50, balance: world.states[0]!.sessions.get(1)!.balance }],
    [2, { sequence: 50, balance: world.states[0]!.sessions.get(2)!.balance }],
  ]);
});

Deno.test("exactly once: an account that crashes forgets a deposit that was confirmed", () => {
  const faults = [{ kind: "crash", at: 60, node: 0, downMs: 30 }] as const;
  assertFails(
    bank(exactlyOnce, { ...crashing(), faults }),
    "acknowledged stays",
    "at 60 ms node 0 crashes and restarts 30 ms later",
  );
});

Deno.test("exactly once: a client that crashes counts from 1 again, and is taken for its past", () => {
  const clients = {
    ...crashing().clients!,
    workload: [[{ input: 10 }, { input: 11, at: 400 }]],
  };
  const faults = [{ kind: "crash", at: 200, node: 1, downMs: 50 }] as const;
  const failure = assertFails(
    bank(exactlyOnce, { ...crashing(), nodes: 2, clients, faults }),
    "acknowledged stays",
    "at 200 ms node 1 crashes and restarts 50 ms later",
    2,
  );
  const lines = transcript(failure.trace).filter((line) => /user|crash|restart/.test(line));
  assertEquals(lines, [
    "0 user asks 10",
    "70 user hears 10",
    "200 1 crashes",
    "250 1 restarts",
    "400 user asks 11",
    "470 user hears 10",
    "470 a user was told that 11 was deposited, but this deposit is not in the account",
  ]);
});
