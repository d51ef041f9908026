import { assertEquals } from "@std/assert";
import { bare } from "../../replicated/requests.ts";
import { step } from "../../model/step.ts";
import type { RaftProtocol } from "./change.ts";
import { votersOnly } from "./configuration.ts";
import type { Message, Request } from "./messages.ts";
import { raft } from "./raft.ts";
import { openSession } from "../../replicated/sessions.ts";
import { after, answered, leader, logOf, sent, server, upon, waits } from "./servers_test.ts";
import type { State } from "./state.ts";

const forward = { whenNotLeading: "forward" } as const;
/** A leader that is alone, so that everything is committed at once. */
const alone = (changes: Partial<State<unknown[]>> = {}) => {
  const s = leader({ configurations: [{ index: 0, configuration: votersOnly([0]) }], ...changes });
  s.leading!.progress.clear();
  return s;
};
const stamped = (sequence: number, session = 1): Message => ({
  type: "request",
  command: `r${sequence}`,
  stamp: { session, sequence, lowest: 0 },
});

Deno.test("requests: a server that does not lead names the one that does", () => {
  const step = upon(server({ leader: 2 }), 9, bare("a"));
  assertEquals(answered(step), [{ ok: false, why: "not leader", leader: 2 }]);
  assertEquals(answered(upon(server(), 9, bare("a"))), [{
    ok: false,
    why: "not leader",
    leader: null,
  }]);
});

Deno.test("requests: or hands it to the leader, who answers the client; if it knows none it is silent", () => {
  const step = upon(server({ leader: 2 }), 9, bare("a"), forward);
  const request = JSON.stringify(bare("a"));
  assertEquals(sent(step, "request", "address"), [`2 forward request=${request} address=9`]);
  assertEquals(upon(server(), 9, bare("a"), forward).effects, []);
  const forwarded = { type: "forward", request: bare("a") as Request, address: 9 } as const;
  assertEquals(answered(upon(alone(), 1, forwarded)), [{ ok: true, index: 1, result: 1 }]);
  assertEquals(upon(server({ leader: 2 }), 1, forwarded, forward).effects, []);
});

Deno.test("requests: a request that is asked twice is executed once, and answered twice", () => {
  const opened = upon(alone(), 9, { type: "register" });
  assertEquals(answered(opened), [{ ok: true, index: 1, result: 1 }]);
  const once = upon(opened.state, 9, stamped(5));
  const twice = upon(once.state, 9, stamped(5));
  assertEquals(answered(once), [{ ok: true, index: 2, result: 1 }]);
  assertEquals(answered(twice), [{ ok: true, index: 3, result: 1 }]);
  assertEquals(twice.state.machine, ["r5"]);
});

Deno.test("requests: without a session nothing is executed", () => {
  const step = upon(alone(), 9, stamped(1, 77));
  assertEquals(answered(step), [{ ok: false, why: "session expired" }]);
  assertEquals(step.state.machine, []);
});

Deno.test("requests: a request that the client needs no more is not answered", () => {
  const s = alone();
  openSession(s.sessions, 1, 10);
  s.sessions.get(1)!.lowest = 4;
  const step = upon(s, 9, stamped(3));
  assertEquals([answered(step), step.state.machine], [[], []]);
});

Deno.test("requests: whose entry is overwritten hears that it is lost", () => {
  const s = server({ term: 2, log: logOf([1]), waiting: new Map([[1, { term: 1, address: 9 }]]) });
  const entry = { term: 2, type: "noop" } as const;
  const append: Message = {
    type: "appendEntries",
    term: 2,
    previous: { index: 0, term: 0 },
    entries: [entry],
    commit: 1,
    round: 0,
  };
  assertEquals(answered(upon(s, 1, append)), [{ ok: false, why: "lost" }]);
  assertEquals(answered(upon(s, 1, append, forward)), []);
});

Deno.test("requests: a leader takes nothing more while too much is not committed", () => {
  const limit = { maxUncommittedBytes: 1 };
  const first = upon(leader(), 9, bare("a"), limit);
  const second = upon(first.state, 9, bare("b"), limit);
  assertEquals(answered(second), [{ ok: false, why: "busy" }]);
  const committed = upon(first.state, 1, {
    type: "appendEntriesReply",
    term: 1,
    success: true,
    previous: 0,
    match: 1,
    hint: null,
    round: 0,
  }, limit);
  assertEquals(committed.state.leading?.uncommittedBytes, 0);
  assertEquals(answered(upon(committed.state, 9, bare("b"), limit)), []);
});

Deno.test("requests: a change that may not be, or cannot be, is refused in words", () => {
  const refused = (s: State<unknown[]>, node: number) =>
    answered(
      upon(s, 9, { type: "change", transition: "auto", changes: [{ type: "remove", node }] }),
    );
  const words = (text: string) => [{ ok: false, why: "refused", words: text }];
  assertEquals(refused(leader(), 1), words("no entry of the leader's term is committed yet"));
  const settled = alone({ log: logOf([1]), commitIndex: 1, lastApplied: 1 });
  assertEquals(refused(settled, 0), words("nobody would be left to vote"));
  assertEquals(refused(settled, 99), words("there is no node 99"));
});

Deno.test("requests: leadership passes to a server with the whole log, and no request is accepted meanwhile", () => {
  const s = leader({ log: logOf([1, 1]) });
  s.leading!.progress.get(1)!.match = 2;
  const step = upon(s, 9, { type: "transfer", to: 1 });
  assertEquals([sent(step, "term"), waits(step)], [["1 timeoutNow term=1"], ["transfer"]]);
  assertEquals(answered(upon(step.state, 10, bare("a"))), [{ ok: false, why: "busy" }]);
  const over = after(step.state, "transfer");
  assertEquals(answered(over), [
    { ok: false, why: "refused", words: "node 1 did not take over in time" },
  ]);
  assertEquals(answered(upon(over.state, 10, bare("a"))), []);
});

Deno.test("requests: whoever asks for another leader hears who it is, not that the old one has gone", () => {
  const s = leader({ log: logOf([1, 1]), transfer: { to: 1, address: 9 } });
  const candidacy = { term: 2, last: { index: 2, term: 1 }, pre: false, transfer: true } as const;
  const passed = (candidate: number) => upon(s, candidate, { type: "requestVote", ...candidacy });
  const refused = (words: string) => [{ ok: false, why: "refused", words }];
  const heard = (from: number, term = 2): Message & { from: number } => ({
    type: "appendEntries",
    term,
    previous: { index: 2, term: 1 },
    entries: [],
    commit: 0,
    round: 0,
    from,
  });
  for (const candidate of [1, 2]) {
    const step = passed(candidate);
    assertEquals([step.state.role, answered(step), waits(step)], [
      "follower",
      [],
      ["transfer", "election", "election"],
    ]);
    const { from, ...one } = heard(1), { from: other, ...two } = heard(2);
    const ok = upon(step.state, from, one);
    assertEquals(answered(ok), [{ ok: true, index: 0, result: null }]);
    assertEquals(answered(upon(ok.state, from, one)), []);
    assertEquals(
      answered(upon(step.state, other, two)),
      refused("node 2 leads now, and not node 1"),
    );
    assertEquals(
      answered(after(step.state, "transfer")),
      refused("no leader was heard of in time: node 1 may lead, or another node"),
    );
  }
  const stands = server({
    term: 2,
    role: "candidate",
    votes: new Map([[0, true]]),
    transfer: { to: 1, address: 9 },
  });
  const again = upon(stands, 2, { type: "requestVoteReply", term: 2, granted: true, pre: false });
  assertEquals(answered(again), refused("node 0 leads now, and not node 1"));
});

Deno.test("requests: leadership waits for a server that lacks entries, and goes to voters only", () => {
  const s = leader({ log: logOf([1, 1]) });
  const step = upon(s, 9, { type: "transfer", to: 1 });
  assertEquals(sent(step), []);
  const ack: Message = {
    type: "appendEntriesReply",
    term: 1,
    success: true,
    previous: 0,
    match: 2,
    hint: null,
    round: 0,
  };
  assertEquals(sent(upon(step.state, 1, ack)), ["1 timeoutNow"]);
  assertEquals(answered(upon(s, 9, { type: "transfer", to: 4 })), [
    { ok: false, why: "refused", words: "node 4 is no voter" },
  ]);
  assertEquals(answered(upon(s, 9, { type: "transfer", to: 0 })), [{
    ok: true,
    index: 0,
    result: null,
  }]);
  assertEquals(after(leader(), "transfer").effects, []);
});

Deno.test("requests: a machine that is as large as it may be is read and made smaller, and does not grow", () => {
  const machine = {
    init: () => [],
    apply: () => 0,
    reads: (command: unknown) => command === "look",
    grows: (command: unknown) => command === "more",
  };
  const options = { maxMachineBytes: 100, snapshotEvery: 1 };
  const large = raft({ machine, ...options });
  const s = alone({ machine: ["x".repeat(200)] });
  const at = { self: 0, nodes: 5 };
  const asked = (from: State<unknown[]>, command: string) =>
    step(large as unknown as RaftProtocol<unknown[]>, from, {
      kind: "message",
      from: 9,
      message: bare(command),
    }, at);
  const first = asked(s, "more");
  assertEquals(answered(first).length, 1);
  const words = "the state has about 204 bytes, and may have at most 100";
  assertEquals(answered(asked(first.state, "more")), [{ ok: false, why: "refused", words }]);
  for (const command of ["look", "less"]) {
    assertEquals(answered(asked(first.state, command)), [{ ok: true, index: 2, result: 0 }]);
  }
});

Deno.test("requests: what only reads is not remembered, and is executed again when it is asked again", () => {
  let executed = 0;
  const machine = { init: () => [], apply: () => ++executed, reads: () => true };
  const reading = raft({ machine }) as unknown as RaftProtocol<unknown[]>;
  const s = alone();
  openSession(s.sessions, 1, 10);
  const at = { self: 0, nodes: 5 };
  const ask = (from: State<unknown[]>) =>
    step(reading, from, { kind: "message", from: 9, message: stamped(1) }, at);
  const once = ask(s), twice = ask(once.state);
  assertEquals([answered(once), answered(twice)], [
    [{ ok: true, index: 1, result: 1 }],
    [{ ok: true, index: 2, result: 2 }],
  ]);
  assertEquals(twice.state.sessions.get(1), { lowest: 0, answers: new Map(), usedAt: 2 });
  assertEquals(answered(upon(s, 9, stamped(1, 77))), [{ ok: false, why: "session expired" }]);
});
