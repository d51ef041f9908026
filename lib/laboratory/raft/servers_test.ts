import { assert, assertEquals } from "@std/assert";
import { latest } from "../../consensus/raft/configuration.ts";
import { soundness } from "../../consensus/raft/invariants/soundness.ts";
import { lastIndex, lastPosition, type Log, termAt } from "../../consensus/raft/log.ts";
import { faultOf } from "../../consensus/raft/membership.ts";
import { Random } from "../../sim/random.ts";
import { leadersLog, twoLogs } from "./logs.ts";
import { aServer, aVisit, type Server } from "./servers.ts";

const random = () => new Random(1, "test");

function drawServers(count: number): Server[] {
  const stream = random();
  return Array.from({ length: count }, () => aServer(stream));
}

/** Log matching: entries of one term at one index are the same, and so is everything before them. */
function assertMatching(one: Log, other: Log): void {
  const from = Math.max(one.base.index, other.base.index);
  const to = Math.min(lastIndex(one), lastIndex(other));
  let agreed = to;
  while (agreed > from && termAt(one, agreed) !== termAt(other, agreed)) agreed--;
  for (let index = from + 1; index <= agreed; index++) {
    const [mine, theirs] = [one, other].map(({ base, entries }) => entries[index - base.index - 1]);
    assertEquals(mine, theirs);
  }
}

Deno.test("servers at random are such as may come about", () => {
  for (const { s } of drawServers(300)) {
    if (s.role !== "leader") {
      const states = [s], view = { at: 0, states, history: [] };
      assertEquals(soundness.check(view, soundness.memory?.()), undefined);
    }
    for (const { configuration } of s.configurations) {
      assertEquals(faultOf(configuration), undefined);
    }
    assert(s.term >= lastPosition(s.log).term);
    if (s.role === "candidate" || s.role === "leader") assert(s.votedFor !== null && s.term > 0);
    if (s.role !== "follower") assert(!s.lease);
  }
});

Deno.test("servers at random are of all kinds: no field follows from another that leaves it free", () => {
  const kinds: Record<string, (server: Server) => boolean> = {
    "server 0": ({ self }) => self === 0,
    "another server": ({ self }) => self > 0,
    "in term 0": ({ s }) => s.term === 0,
    "in a term of many digits": ({ s }) => s.term > 60_000,
    "a precandidate with a free vote": ({ s }) => s.role === "precandidate" && s.votedFor === null,
    "a precandidate with a vote for another": ({ s, self }) =>
      s.role === "precandidate" && s.votedFor !== null && s.votedFor !== self,
    "a follower with a vote for server 0": ({ s }) => s.role === "follower" && s.votedFor === 0,
    "a follower of server 0": ({ s, self }) => s.leader === 0 && self !== 0,
    "just led, by nobody it knows": ({ s }) => s.lease && s.leader === null,
    "a leader with a transfer": ({ s }) => s.role === "leader" && s.transfer !== undefined,
    "a follower with a transfer": ({ s }) => s.role === "follower" && s.transfer !== undefined,
    "no entries": ({ s }) => s.log.entries.length === 0 && s.log.base.index === 0,
    "nothing but a snapshot": ({ s }) => s.log.entries.length === 0 && s.log.base.index > 0,
    "entries before the snapshot": ({ s }) => s.snapshot.last.index > s.log.base.index,
    "a long log": ({ s }) => s.log.entries.length > 20,
    "a joint configuration": ({ s }) => latest(s.configurations).configuration.outgoing.length > 0,
    "a learner": ({ s, self }) => latest(s.configurations).configuration.learners.includes(self),
    "a configuration in the log": ({ s }) => s.configurations.length > 1,
    "an empty command": ({ s }) =>
      s.log.entries.some((entry) => entry.type === "command" && !entry.command),
    "somebody waiting": ({ s }) => s.waiting.size > 0,
    "nothing committed": ({ s }) => s.commitIndex === 0 && s.log.entries.length > 0,
  };
  const servers = drawServers(1500);
  for (const [words, is] of Object.entries(kinds)) assert(servers.some(is), words);
});

Deno.test("the log of a leader at random matches that of the server that it turns to", () => {
  const stream = random();
  for (let i = 0; i < 300; i++) {
    const { s, leads, term, from, self } = aVisit(stream);
    assertMatching(s.log, leads);
    assert(from !== self && term > 0 && lastPosition(leads).term <= term);
    if (term === s.term && s.leader !== null) assertEquals(from, s.leader);
    if (term > s.term) assert(lastIndex(leads) >= s.commitIndex);
  }
});

Deno.test("two logs at random match, and what is compacted in one is in the other", () => {
  const stream = random();
  for (let i = 0; i < 300; i++) {
    const { leader, follower } = twoLogs(stream);
    assertMatching(leader, follower);
    assert(lastIndex(leader) >= follower.base.index);
    const known = termAt(leader, follower.base.index);
    if (known !== undefined) assertEquals(known, follower.base.term);
  }
});

Deno.test("a leader has all entries of its own term that anybody has", () => {
  const stream = random();
  for (const { s } of drawServers(200)) {
    const { term } = lastPosition(s.log);
    const leads = leadersLog(stream, s.log, s.commitIndex, Math.max(1, term));
    assert(lastIndex(leads) >= lastIndex(s.log));
  }
});
