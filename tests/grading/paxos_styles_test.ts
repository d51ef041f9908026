/**
 * Correct answers to chapter 09 in other styles than the solution's: where the statement leaves a choice, each is as
 * good as the other.
 */

import { assertEquals } from "@std/assert";
import { answersIn } from "hb/grade/answers.ts";
import { gradePart, gradeSuite } from "hb/grade/suite.ts";
import { disjointQuorums } from "hb/replicated/quorum/system.ts";
import type { Answers } from "../../exercises/09-paxos/answers.ts";
import {
  compareBallots,
  type Executor,
  type Learner,
  type NodeId,
  type Queued,
  type Vote,
  type WholePaxos,
} from "../../exercises/09-paxos/given.ts";
import { books, booksProposer } from "./books_paxos.ts";
import { mindful } from "./executors_otherwise.ts";
import { suite } from "../../exercises/09-paxos/suite.ts";

const right = await answersIn(new URL("../../solutions/09-paxos", import.meta.url).href, suite);

/** A record of functions as an object of a class, which uses `this`. */
function asObject<T extends object>(own: T): T {
  class Answer {
    own = own;
  }
  for (const [name, member] of Object.entries(own)) {
    if (typeof member !== "function") {
      Object.defineProperty(Answer.prototype, name, { value: member });
      continue;
    }
    Object.defineProperty(Answer.prototype, name, {
      value(this: Answer, ...given: unknown[]) {
        return (this.own as Record<string, (...given: unknown[]) => unknown>)[name]!(...given);
      },
    });
  }
  return new Answer() as unknown as T;
}

/** Everything as classes. */
const classes: Answers = {
  ...right,
  acceptor: asObject(right.acceptor),
  quorums: asObject(right.quorums),
  proposer: asObject(right.proposer),
  takeover: asObject(right.takeover),
  executor: asObject(right.executor),
  members: asObject(right.members),
  decides: (setting) => asObject(right.decides(setting)),
  endures: (setting) => asObject(right.endures(setting)),
};

/** Looks at all ballots that it knows of, and is in no hurry to forget. */
const thorough: Learner = (paxos, s, { from, ballot, value }, io) => {
  if (s.decided !== null) return;
  const last = s.votes.get(from);
  if (last === undefined || compareBallots(last.ballot, ballot) <= 0) {
    s.votes.set(from, { ballot, value });
  }
  const by = new Map<string, Set<NodeId>>();
  for (const [node, vote] of s.votes) {
    const name = `${vote.ballot.round} ${vote.ballot.node}`;
    by.set(name, (by.get(name) ?? new Set()).add(node));
  }
  for (const voters of by.values()) {
    if (!paxos.quorums(io.peers).phase2(voters)) continue;
    s.decided = s.votes.get([...voters][0]!)!.value;
    io.cancel("retry");
    s.attempt = null;
    s.failures = 0;
    while (s.wishes.length > 0) io.answer(s.wishes.pop()!.client, s.decided);
    return;
  }
};

/** Takes the next slot until there is none, and copies with care. */
const careful: Executor = {
  ...right.executor,
  commit(setting, s, message, io) {
    right.executor.commit(setting, s, message, io);
    s.slots = new Map([...s.slots].sort(([a], [b]) => b - a));
    s.machine = [...s.machine];
  },
};

/** Other data structures, another order of sends, and more that is saved; the last parts are the book's. */
const other: Answers = {
  acceptor: {
    prepare(_paxos, s, { from, ballot }, io) {
      const isRefused = compareBallots(s.promised, ballot) > 0;
      if (isRefused) io.send(from, { type: "nack", ballot, promised: s.promised }, "ahead");
      else {
        s.promised = { ...ballot };
        // It answers first: what it saves in the same step is durable before.
        io.send(from, { type: "promise", ballot, accepted: s.accepted });
      }
      io.save({ promised: s.promised, accepted: s.accepted, round: s.round });
    },
    accept(_paxos, s, { from, ballot, value }, io) {
      if (compareBallots(s.promised, ballot) > 0) {
        io.send(from, { type: "nack", ballot, promised: s.promised });
        return;
      }
      Object.assign(s, { promised: ballot, accepted: { ballot, value } satisfies Vote });
      for (const node of io.peers.toReversed()) io.send(node, { type: "accepted", ballot, value });
      io.save({ promised: s.promised, accepted: s.accepted, round: s.round });
    },
  },
  value: (votes, own) =>
    votes.toSorted((a, b) => compareBallots(a.ballot, b.ballot)).at(-1)?.value ?? own,
  quorums: {
    apart: (phase1, phase2) => {
      const pairs = phase1.flatMap((one) =>
        phase2.map((other) => [new Set(one), new Set(other)] as const)
      );
      const found = pairs.findLast(([one, other]) => one.isDisjointFrom(other));
      return found === undefined ? null : { phase1: [...found[0]], phase2: [...found[1]] };
    },
    apartAmong: (n, phase1, phase2) =>
      disjointQuorums({
        words: "",
        members: Array.from({ length: n }, (_, i) => i),
        phase1,
        phase2,
      }) ?? null,
  },
  learner: thorough,
  proposer: {
    ...booksProposer(),
    // A client that waits keeps its place.
    propose(paxos, s, message, io) {
      const known = s.wishes.find(({ client }) => client === message.from);
      if (known === undefined) booksProposer().propose(paxos, s, message, io);
      else {
        s.wishes = s.wishes.map((wish) =>
          wish === known ? { client: message.from, value: message.value } : wish
        );
      }
    },
  },
  takeover: {
    first: (executed) => 1 + executed,
    proposals(first, promises) {
      const votes = promises.flat().filter(({ slot }) => slot >= first)
        .sort((a, b) => a.slot - b.slot || compareBallots(b.ballot, a.ballot));
      const values: (string | null)[] = [];
      for (const { slot, value } of votes) {
        while (first + values.length < slot) values.push(null);
        if (first + values.length === slot) values.push(value);
      }
      return values;
    },
  },
  executor: mindful(careful),
  fill({ next, executed, queue }, limits) {
    const left = [...queue], batches: Queued[][] = [];
    while (left.length > 0 && next + batches.length - executed <= limits.window) {
      const batch = [left.shift()!];
      const length = () => batch.reduce((sum, { bytes }) => sum + bytes, 0);
      while (
        left.length > 0 && batch.length < limits.maxCommands &&
        length() + left[0]!.bytes <= limits.maxBytes
      ) {
        batch.push(left.shift()!);
      }
      batches.push(batch);
    }
    return batches;
  },
  members: {
    ...right.members,
    // As few as will do: the members to come may be those of an earlier slot, too.
    noops(known, next) {
      const all = { ...known, executed: Infinity }, to = known.changes.at(-1)?.members;
      const of = (slot: number) => right.members.membersAt(all, slot)!.toSorted().join();
      let count = 0;
      while (to !== undefined && of(next + count) !== to.toSorted().join()) count++;
      return count;
    },
    membersAt({ initial, window, executed, changes }, slot) {
      const decided = new Map(changes.map(({ slot, members }) => [slot + window, members]));
      if (slot - window > executed) return undefined;
      for (let at = slot; at > 0; at--) if (decided.has(at)) return decided.get(at)!;
      return initial;
    },
  },
  decides: books,
  endures: books,
};

/** The solution, where a snapshot is due somewhat later. */
const later: WholePaxos = ({ snapshotEvery, ...setting }) =>
  right.endures({
    ...setting,
    ...(snapshotEvery === undefined ? {} : { snapshotEvery: snapshotEvery + 2 }),
  });

for (const [words, answers] of Object.entries({ classes, "other structures": other })) {
  Deno.test(`09-paxos: answers in another style earn all points: ${words}`, () => {
    const wrong = gradeSuite(suite, answers, { shrinkRuns: 0 }).filter(({ standing }) =>
      standing !== "done"
    );
    assertEquals(wrong.map(({ name, words }) => `${name}: ${words}`), []);
  });
}

Deno.test("09-paxos: answers in another style earn all points: snapshots that come somewhat later", () => {
  const part = suite.parts.find(({ name }) => name === "endures")!;
  const { standing, words } = gradePart(part, { ...right, endures: later }, { shrinkRuns: 0 });
  assertEquals([standing, words], ["done", undefined]);
});
