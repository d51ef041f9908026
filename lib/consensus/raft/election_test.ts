import { assertEquals } from "@std/assert";
import {
  after,
  answered,
  leader,
  logOf,
  saved,
  sent,
  server,
  upon,
  waits,
} from "./servers_test.ts";
import { votersOnly } from "./configuration.ts";

const request = {
  type: "requestVote",
  term: 2,
  last: { index: 3, term: 1 },
  pre: false,
  transfer: false,
} as const;
const yes = { type: "requestVoteReply", term: 2, granted: true, pre: false } as const;

Deno.test("election: a server that hears nothing first asks whether it would win, and saves nothing for that", () => {
  const step = after(server({ log: logOf([1]) }), "election");
  assertEquals(sent(step, "term", "last", "pre"), [
    '1 requestVote term=2 last={"index":1,"term":1} pre=true',
    '2 requestVote term=2 last={"index":1,"term":1} pre=true',
  ]);
  assertEquals([step.state.term, step.state.role, saved(step).length], [1, "precandidate", 0]);
  assertEquals(waits(step), ["election"]);
});

Deno.test("election: with a majority for it, it stands in a new term, which it saves", () => {
  const { state } = after(server(), "election");
  const step = upon(state, 2, { ...yes, pre: true });
  assertEquals(sent(step, "term", "pre"), [
    "1 requestVote term=2 pre=false",
    "2 requestVote term=2 pre=false",
  ]);
  assertEquals(saved(step), [{ type: "vote", term: 2, votedFor: 0 }]);
  assertEquals([step.state.term, step.state.role], [2, "candidate"]);
});

Deno.test("election: without pre-vote it stands at once; a lease that ends is waited out first", () => {
  const step = after(server(), "election", { preVote: false });
  assertEquals([step.state.term, step.state.role], [2, "candidate"]);
  const leased = after(server({ lease: true, leader: 1 }), "election");
  assertEquals([leased.state.lease, leased.state.leader, leased.state.role], [
    false,
    1,
    "follower",
  ]);
  assertEquals(sent(leased), []);
});

Deno.test("election: elected, it appends an entry of its term and sends it", () => {
  const candidate = server({
    role: "candidate",
    term: 2,
    votedFor: 0,
    votes: new Map([[0, true]]),
    log: logOf([1]),
  });
  const step = upon(candidate, 1, yes);
  assertEquals(step.state.role, "leader");
  assertEquals(
    sent(step, "previous", "entries"),
    [1, 2].map((node) =>
      `${node} appendEntries previous={"index":1,"term":1} entries=[{"type":"noop","term":2}]`
    ),
  );
  assertEquals(saved(step), [{ type: "append", after: 1, entries: [{ type: "noop", term: 2 }] }]);
  assertEquals(waits(step), ["heartbeat", "quorum"]);
});

Deno.test("election: a majority against it ends it; votes of other terms do not count, nor votes twice", () => {
  const candidate = server({
    role: "candidate",
    term: 2,
    votedFor: 0,
    votes: new Map([[0, true]]),
  });
  const no = { ...yes, granted: false };
  const once = upon(candidate, 1, no);
  assertEquals(once.state.role, "candidate");
  assertEquals(upon(once.state, 1, no).state.role, "candidate");
  assertEquals(upon(once.state, 1, yes).state.role, "candidate");
  assertEquals(upon(once.state, 2, no).state.role, "follower");
  assertEquals(upon(candidate, 1, { ...yes, term: 1 }).state.role, "candidate");
  assertEquals(upon(candidate, 1, { ...yes, pre: true, term: 3 }).state.role, "candidate");
});

Deno.test("election: a vote is saved before it is given, once, and the wait begins anew", () => {
  const step = upon(server({ log: logOf([1, 1, 1]) }), 1, request);
  assertEquals(sent(step, "term", "granted"), ["1 requestVoteReply term=2 granted=true"]);
  assertEquals(saved(step), [
    { type: "vote", term: 2, votedFor: null },
    { type: "vote", term: 2, votedFor: 1 },
  ]);
  assertEquals(waits(step), ["election"]);
  const again = upon(step.state, 1, request);
  assertEquals([sent(again, "granted"), saved(again)], [["1 requestVoteReply granted=true"], []]);
  assertEquals(sent(upon(step.state, 2, request), "granted"), ["2 requestVoteReply granted=false"]);
});

Deno.test("election: a vote that is given again ends the lease, too, and the wait is a whole one", () => {
  const voted = server({ term: 2, votedFor: 1, lease: true, leader: 1 });
  for (const how of [{ transfer: true }, { lax: { checkQuorum: false } }]) {
    const { lax = {}, ...told } = how;
    const step = upon(voted, 1, { ...request, ...told }, lax);
    assertEquals([sent(step, "granted"), saved(step), waits(step)], [
      ["1 requestVoteReply granted=true"],
      [],
      ["election"],
    ]);
    assertEquals(step.state, { ...voted, lease: false });
  }
});

Deno.test("election: a candidate that lacks entries is refused a vote, and the wait goes on", () => {
  const step = upon(server({ log: logOf([1, 1, 1, 1]) }), 1, request);
  assertEquals(sent(step, "term", "granted"), ["1 requestVoteReply term=2 granted=false"]);
  assertEquals(waits(step), []);
  const old = upon(server({ term: 5 }), 1, request);
  assertEquals(sent(old, "term", "granted"), ["1 requestVoteReply term=5 granted=false"]);
});

Deno.test("election: a server that hears from a leader does not help to replace it, except for a transfer", () => {
  const led = server({ lease: true, leader: 2 });
  assertEquals(upon(led, 1, request).effects, []);
  assertEquals(upon(led, 1, { ...request, pre: true }).effects, []);
  assertEquals(sent(upon(led, 1, { ...request, transfer: true }), "granted"), [
    "1 requestVoteReply granted=true",
  ]);
  const lax = { checkQuorum: false };
  assertEquals(sent(upon(led, 1, request, lax), "granted"), ["1 requestVoteReply granted=true"]);
  assertEquals(upon(leader(), 1, request).effects, []);
});

Deno.test("election: a pre-vote changes nothing at the server that answers it", () => {
  const s = server({ log: logOf([1]) });
  const step = upon(s, 1, { ...request, pre: true });
  assertEquals(sent(step, "term", "granted", "pre"), [
    "1 requestVoteReply term=2 granted=true pre=true",
  ]);
  assertEquals(step.state, s);
  const refused = upon(server({ term: 7 }), 1, { ...request, pre: true });
  assertEquals(sent(refused, "term", "granted"), ["1 requestVoteReply term=7 granted=false"]);
});

Deno.test("election: a promise counts if it is for the term after its own, and no late or early one", () => {
  const asking = server({ role: "precandidate", term: 2, votes: new Map([[0, true]]) });
  const promised = (term: number) => upon(asking, 1, { ...yes, pre: true, term }).state;
  assertEquals([1, 2, 4].map((term) => promised(term)), [asking, asking, asking]);
  assertEquals([promised(3).role, promised(3).term], ["candidate", 3]);
});

Deno.test("election: a no in a greater term is followed", () => {
  const { state } = after(server(), "election");
  const step = upon(state, 1, { type: "requestVoteReply", term: 9, granted: false, pre: true });
  assertEquals([step.state.term, step.state.role], [9, "follower"]);
});

Deno.test("election: a learner does not stand, and forgets a leader that is silent", () => {
  const configuration = { ...votersOnly([1, 2]), learners: [0] };
  const step = after(
    server({ leader: 1, configurations: [{ index: 0, configuration }] }),
    "election",
  );
  assertEquals([step.state.role, step.state.leader, sent(step)], ["follower", null, []]);
  assertEquals(waits(step), ["election"]);
});

Deno.test("election: a server that is told to stand does so at once, if that is of its term", () => {
  const s = server({ lease: true, leader: 1 });
  const step = upon(s, 1, { type: "timeoutNow", term: 1 });
  assertEquals(
    sent(step, "term", "pre", "transfer"),
    [1, 2].map((node) => `${node} requestVote term=2 pre=false transfer=true`),
  );
  assertEquals(upon(s, 1, { type: "timeoutNow", term: 0 }).effects, []);
});

Deno.test("election: whoever is told to stand is no longer led: its lease is over", () => {
  const led = server({ lease: true, leader: 1 });
  const step = upon(led, 1, { type: "timeoutNow", term: 1 });
  assertEquals([step.state.role, step.state.lease], ["candidate", false]);
  // So it votes for somebody else who stands, and is not deaf until its timer goes off.
  const other = upon(step.state, 2, { ...request, term: 3 });
  assertEquals(sent(other, "granted"), ["2 requestVoteReply granted=true"]);
});

Deno.test("election: a leader that meets a greater term follows, and a transfer that was under way is not answered yet", () => {
  const s = leader({ transfer: { to: 1, address: 77 } });
  const step = upon(s, 1, { ...request, last: { index: 0, term: 0 }, transfer: true });
  assertEquals([step.state.role, step.state.leading, step.state.votedFor], ["follower", null, 1]);
  assertEquals([answered(step), waits(step)], [[], ["transfer", "election", "election"]]);
});

Deno.test("election: a single voter elects itself", () => {
  const configurations = [{ index: 0, configuration: votersOnly([0]) }];
  const step = after(server({ configurations }), "election");
  assertEquals([step.state.role, step.state.term, step.state.commitIndex], ["leader", 2, 1]);
});
