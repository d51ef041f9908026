import { assert, assertEquals, assertLess } from "@std/assert";
import type { Answer } from "../../replicated/requests.ts";
import { bare } from "../../replicated/requests.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import type { Message } from "./messages.ts";
import { multiPaxos } from "./multipaxos.ts";
import type { Options } from "./settings.ts";
import { after, answered, ballot, leader, sent, server, upon, waits } from "./servers_test.ts";

const refused = (words: string) => [{ ok: false, why: "refused", words }];
const ask = { type: "transfer", to: 1 } as const;
/** Server 1 says that it has executed up to there. */
const accepted = (executed: number): Message => ({
  type: "accepted",
  ballot: ballot(1, 0),
  first: 4,
  count: 0,
  executed,
  round: 2,
});

Deno.test("transfer: a leader tells the other one to stand at once if that has executed as much, and takes no requests", () => {
  const step = upon(leader({ executed: 3 }), 9, ask);
  assertEquals([sent(step, "ballot"), waits(step), answered(step)], [
    ['1 standNow ballot={"round":1,"node":0}'],
    ["transfer"],
    [],
  ]);
  assertEquals(answered(upon(step.state, 10, bare("a"))), [{ ok: false, why: "busy" }]);
  assertEquals(answered(upon(step.state, 10, ask)), [{ ok: false, why: "busy" }]);
});

Deno.test("transfer: a leader waits until nothing is open and the other one has executed everything", () => {
  const behind = leader({ executed: 3 }, { followers: new Map([[1, { executed: 2, round: 1 }]]) });
  const step = upon(behind, 9, ask);
  assertEquals(sent(step), []);
  assertEquals(sent(upon(step.state, 1, accepted(2))), []);
  assertEquals(sent(upon(step.state, 1, accepted(3))), ["1 standNow"]);
  const open = new Map([[4, { votes: new Set([0]), round: 1 }]]);
  const queue = [{ command: { type: "register" } as const, address: 9 }];
  for (const more of [{ open }, { queue }, { inherited: 4 }]) {
    assertEquals(sent(upon(leader({ executed: 3 }, more), 9, ask)), []);
  }
});

Deno.test("transfer: a leader that nobody has replaced goes on after an election timeout", () => {
  const step = upon(leader(), 9, ask);
  const over = after(step.state, "transfer");
  assertEquals(answered(over), refused("node 1 did not take over in time"));
  assertEquals(answered(upon(over.state, 10, bare("a"))), []);
  assertEquals(sent(upon(over.state, 10, bare("a"))), ["1 accept", "2 accept"]);
});

Deno.test("transfer: who is no member is not told to stand, and whoever leads already need not be", () => {
  assertEquals(answered(upon(leader(), 9, { ...ask, to: 4 })), refused("node 4 is no member"));
  assertEquals(answered(upon(leader(), 9, { ...ask, to: 0 })), [
    { ok: true, index: 0, result: null },
  ]);
});

Deno.test("transfer: whoever asked hears who leads then, from the one that led before", () => {
  const named = { type: "prepare", ballot: ballot(2, 1), first: 1, named: ballot(1, 0) } as const;
  const step = upon(upon(leader(), 9, ask).state, 1, named);
  assertEquals([step.state.leading, sent(step), waits(step)], [
    null,
    ["1 promise"],
    ["transfer", "election", "election"],
  ]);
  const heard = (from: number, round: number): Message => ({
    type: "accept",
    ballot: ballot(round, from),
    first: 1,
    values: [],
    executed: 0,
    round: 1,
  });
  assertEquals(answered(upon(step.state, 1, heard(1, 2))), [{ ok: true, index: 0, result: null }]);
  assertEquals(
    answered(upon(step.state, 2, heard(2, 3))),
    refused("node 2 leads now, and not node 1"),
  );
  assertEquals(
    answered(after(step.state, "transfer")),
    refused("no leader was heard of in time: node 1 may lead, or another node"),
  );
});

Deno.test("transfer: a server stands when the leader of the ballot that it has promised says so, and says who said so", () => {
  const stand = (round: number) => ({ type: "standNow", ballot: ballot(round, 1) }) as const;
  const step = upon(server(), 1, stand(1));
  assertEquals(sent(step, "named"), [
    '1 prepare named={"round":1,"node":1}',
    '2 prepare named={"round":1,"node":1}',
  ]);
  // A second time, it stands already; and a leader of old has no say.
  assertEquals(sent(upon(step.state, 1, stand(1))), []);
  assertEquals(sent(upon(server({ promised: ballot(2, 2) }), 1, stand(1))), []);
  const configurations = [{ from: 1, members: [1, 2] }];
  assertEquals(sent(upon(server({ configurations }), 1, stand(1))), []);
});

Deno.test("transfer: a loyal server helps whom its own leader has named, and nobody whom an earlier one has", () => {
  const prepare = { type: "prepare", ballot: ballot(2, 2), first: 1 } as const;
  assertEquals(sent(upon(server(), 2, prepare)), []);
  const named = { ...prepare, named: ballot(1, 1) };
  assertEquals(sent(upon(server(), 2, named)), ["2 promise"]);
  // Named in ballot 1.1, but ballot 2.1 has a leader since, which may have a lease.
  const later = server({ promised: ballot(2, 1) });
  assertEquals(sent(upon(later, 2, named)), []);
});

Deno.test("transfer: in a quiet network leadership passes within a few round trips, and nothing is lost", () => {
  const world = (transfers: boolean) =>
    new World({
      protocol: multiPaxos({
        machine: listMachine as Options["machine"],
        whenNotLeading: "forward",
      }),
      nodes: 3,
      network: { latency: constant(2) },
      seed: 1,
      clients: {
        workload: [
          Array.from({ length: 40 }, (_, i) => ({ at: 600 + 10 * i, input: i })),
          transfers ? [{ at: 800, input: { type: "transfer", to: 2 } }] : [],
        ],
        ask: (input): Message => typeof input === "number" ? bare(input) : input as Message,
        timeoutMs: 50,
        retries: 20,
        outcome: (answer) => (answer as Answer).ok ? "ok" : "fail",
      },
    });
  const before = world(false);
  before.run(790);
  const first = before.states[0]!.leader;
  assert(first !== null && first !== 2, `${first}`);
  const after = world(true);
  after.run(3000);
  const passed = after.history.find(({ process }) => process % 2 === 1)!;
  assertEquals([passed.outcome, after.states.map((s) => s!.leader)], ["ok", [2, 2, 2]]);
  assertLess(passed.endedAt - passed.invokedAt, 100);
  assertEquals(after.states.map((s) => new Set(s!.machine as unknown[]).size), [40, 40, 40]);
});
