/**
 * Reports of registers and stores read and written by quorums that went wrong, each played here in the order in which it
 * happened. Where a rule of ours can be made wrong in the way of the report, the same order of events shows the harm.
 *
 * What these report cannot happen here:
 * - scylladb 20458 (reads that are not monotonic while tablets move): the replicas are always the same.
 * - scylladb 3560, 8970, 15243 (what was deleted comes back): nothing is deleted, and no tombstone is purged.
 * - scylladb 3696, as far as it is about rows written together: a register is alone, and two of them are not atomic.
 * - "Call me maybe: Cassandra", the clock that is behind and loses every write: tags are counted, and no clock is read.
 * - yugabyte-db 16, etcd 741, sofa-jraft 25 (a leader that is no leader any more answers): nobody leads.
 */

import { assert, assertEquals } from "@std/assert";
import { level } from "hb/check/levels.ts";
import { abd } from "hb/replication/abd/abd.ts";
import { bugs } from "hb/replication/abd/bugs.ts";
import { protocolWith } from "hb/replication/abd/bugs/change.ts";
import { irregular, type RegisterHistory } from "hb/replication/abd/regular.ts";
import type { State } from "hb/replication/abd/state.ts";
import { majorities, sized } from "hb/replicated/quorum/system.ts";
import { disjointQuorums } from "hb/replicated/quorum/system.ts";
import { among, of, type Stage, stageOf } from "../reads/stage.ts";

const READ = { type: "read", key: "x" } as const;
const write = (value: string | number) => ({ type: "write", key: "x", value }) as const;

/** So many nodes, with one of the mistakes of the kit if it is named. */
function stage(nodes: number, bug?: string, saved: readonly (readonly unknown[])[] = []): Stage {
  const change = bug === undefined ? {} : bugs[bug]!.change;
  return stageOf(protocolWith(change, { againMs: Infinity }), nodes, saved);
}

/** Everything that waits is lost. */
const lose = (on: Stage) => void on.hold(() => true);

/** A client asks, and only these nodes hear each other; what it is answered, or "nothing". */
function asked(on: Stage, node: number, message: { type: string }, ...nodes: number[]): unknown {
  const before = on.answers.length;
  on.ask(node, 10 + before, message);
  on.deliver(among(...nodes));
  lose(on);
  return on.answers.length > before ? on.answers[before]!.result : "nothing";
}

/** A holds 1, which was never acknowledged; B and C hold nothing. */
const halfWritten = [[
  { type: "held", key: "x", version: { tag: { time: 1, writer: 0 }, value: 1 } },
]];

const held = ({ states }: Stage, node: number) =>
  (states[node] as State).held.get("x")?.value ?? null;

Deno.test("scylladb 29387: what a quorum read has returned, the next quorum read returns, and survives the node that had it", () => {
  const inversion = (bug?: string) => {
    const on = stage(3, bug, halfWritten);
    return [asked(on, 1, READ, 0, 1), held(on, 1), asked(on, 2, READ, 1, 2)];
  };
  assertEquals(inversion(), [1, 1, 1]);
  assertEquals(inversion("no write-back"), [1, null, null]);
});

Deno.test("palantir/cassandra 422: a read that does not wait for its repair may be followed by an older one", () => {
  const early = (bug?: string) => {
    const on = stage(3, bug, halfWritten);
    on.ask(1, 10, READ);
    // The repairs are under way for long.
    on.deliver((letter) => among(0, 1)(letter) && !of("store")(letter));
    const first = on.answers.map(({ result }) => result);
    on.hold(of("store"));
    return [first, asked(on, 2, READ, 1, 2)];
  };
  assertEquals(early(), [[], null]);
  assertEquals(early("write-back not awaited"), [[1], null]);
});

Deno.test("scylladb 28125, 29900: a read does not fail with one of the replicas that answered, when another takes the repair", () => {
  const on = stage(3, undefined, halfWritten);
  on.ask(1, 10, READ);
  on.deliver((letter) => among(0, 1)(letter) && !of("store")(letter));
  // Node 0 is full, or gone; nodes 1 and 2 hold the value then.
  on.deliver(among(1, 2));
  assertEquals(on.answers.map(({ result }) => result), [1]);
  lose(on);
  assertEquals(asked(on, 2, READ, 0, 2), 1);
});

Deno.test("scylladb 6299, CASSANDRA-12126: nothing and then a value of a write that failed is no contradiction, as it may yet take effect", () => {
  const on = stage(3, undefined, halfWritten);
  const outputs = [asked(on, 1, READ, 1, 2), asked(on, 1, READ, 0, 1), asked(on, 2, READ, 1, 2)];
  assertEquals(outputs, [null, 1, 1]);
  const failed = {
    id: 0,
    process: 0,
    input: write(1),
    invokedAt: 0,
    endedAt: Infinity,
    outcome: "unknown",
  } as const;
  const reads = outputs.map((output, i) => ({
    id: 1 + i,
    process: 1,
    input: READ,
    output: output as number | null,
    invokedAt: 10 + 10 * i,
    endedAt: 15 + 10 * i,
    outcome: "ok" as const,
  }));
  const history: RegisterHistory = [failed, ...reads];
  assertEquals(level("linearizable").check(history).verdict, "ok");
  assertEquals(irregular(history), undefined);
});

Deno.test("RedisLabs/raft 34: of 2, 4 and 6 nodes, half are no quorum", () => {
  const { quorums } = bugs["half is a quorum"]!.change.settings!;
  for (const nodes of [2, 4, 6]) {
    const members = Array.from({ length: nodes }, (_, node) => node);
    assertEquals(disjointQuorums(majorities(members)), undefined);
    assert(disjointQuorums(quorums!(members)) !== undefined);
    const half = members.slice(0, nodes / 2), others = members.slice(nodes / 2);
    const halves = (bug?: string) => {
      const on = stage(nodes, bug);
      return [asked(on, 0, write(1), ...half), asked(on, nodes - 1, READ, ...others)];
    };
    assertEquals(halves(), ["nothing", "nothing"]);
    assertEquals(halves("half is a quorum"), [null, null]);
    // One more than half is enough for either, and meets.
    const on = stage(nodes);
    assertEquals(asked(on, 0, write(1), ...half, others[0]!), null);
    assertEquals(asked(on, nodes - 1, READ, half[0]!, ...others), 1);
  }
  // Where the number is odd, it is no mistake.
  assertEquals(disjointQuorums(quorums!([0, 1, 2])), undefined);
});

/** Both of two nodes hold a value, and the disk of one cannot read it any more. */
const broken = (node: number) =>
  [0, 1].map((each) => [
    ...halfWritten[0]!,
    ...(each === node ? [{ type: "damaged", key: "x" }] : []),
  ]);

Deno.test("leofs 589: with N = 2 and R = 2 a coordinator whose own copy cannot be read does not answer, nor count itself", () => {
  for (const node of [0, 1]) {
    const on = stage(2, undefined, broken(node));
    assertEquals(asked(on, 0, READ, 0, 1), "nothing", `the copy of node ${node}`);
  }
  assertEquals(asked(stage(2, "its own failure counts", broken(0)), 0, READ, 0, 1), 1);
  // With R = 1 it is not even the right value.
  const one = (bug: string | undefined) => {
    const { rules = {} } = bug === undefined ? {} : bugs[bug]!.change;
    const protocol = abd({ quorums: sized(1, 2), againMs: Infinity }, rules);
    return asked(stageOf(protocol, 2, broken(0)), 0, READ, 0, 1);
  };
  assertEquals([one(undefined), one("its own failure counts")], [1, null]);
});

Deno.test("leofs 589: a copy that cannot be read is mended by the next write, and by what it was", () => {
  const on = stage(3, undefined, [...broken(0), []]);
  // The read needs nodes 1 and 2, and brings node 0 what it has lost.
  assertEquals(asked(on, 0, READ, 0, 1, 2), 1);
  assertEquals((on.states[0] as State).damaged.size, 0);
  assertEquals(asked(on, 0, READ, 0, 2), 1);
});

Deno.test("weaviate 3762: a stale copy is repaired at the coordinator as well as at another node", () => {
  for (const coordinator of [0, 1, 2]) {
    const on = stage(3, undefined, halfWritten);
    assertEquals(asked(on, coordinator, READ, 0, 1, 2), 1);
    assertEquals([0, 1, 2].map((node) => held(on, node)), [1, 1, 1], `from node ${coordinator}`);
  }
});

Deno.test("weaviate 12361: what has been repaired is not repaired again", () => {
  const on = stage(3, undefined, halfWritten);
  asked(on, 2, READ, 0, 1, 2);
  on.ask(2, 20, READ);
  on.deliver((letter) => !of("store")(letter));
  assertEquals(
    [on.answers.at(-1), on.letters],
    [{ kind: "answer", client: 20, result: 1 }, []] as unknown,
  );
});

Deno.test("ai-memory-mcp 341: two acknowledgements of one replica are one", () => {
  const twice = (bug?: string) => {
    const on = stage(3, bug);
    on.ask(0, 10, write(1));
    on.deliver((letter) => among(0, 1)(letter) && !of("store")(letter) && !of("stored")(letter));
    on.deliver((letter) => letter.to === 0 && among(0)(letter) && of("store")(letter));
    const [ack] = on.hold(of("stored"));
    on.hand(ack!);
    on.hand(ack!);
    return on.answers.length;
  };
  assertEquals([twice(), twice("counts answers, not replicas")], [0, 1]);
});

/** A coordinator asks for a write, crashes, and is back with another; the answers to the first arrive then. */
function staleResponses(bug?: string): readonly unknown[] {
  const { rules = {} } = bug === undefined ? {} : bugs[bug]!.change;
  const on = stageOf(abd({ writer: 0, againMs: Infinity }, rules), 3);
  on.ask(0, 10, write("first"));
  on.deliver((letter) => of("store")(letter));
  const stale = on.hold(of("stored"));
  on.crash(0);
  on.ask(0, 11, write("second"));
  lose(on);
  for (const letter of stale) on.hand(letter);
  return [on.answers.length, ...[0, 1, 2].map((node) => held(on, node))];
}

Deno.test("voltdb 3457: answers to what was asked before a restart are none to what is asked after it", () => {
  assertEquals(staleResponses(), [0, "first", "first", "first"]);
  assertEquals(staleResponses("phases start again"), [1, "first", "first", "first"]);
});

Deno.test("riak_kv 1027 (identity reused after lost memory): a writer that comes back gives no tag a second time", () => {
  const again = (bug?: string) => {
    const on = stage(3, bug);
    on.ask(0, 10, write("lost"));
    on.deliver((letter) => !of("store")(letter));
    // Only node 1 takes it, and then the writer crashes.
    on.deliver((letter) => of("store")(letter) && letter.to === 1);
    lose(on);
    on.crash(0);
    const answer = asked(on, 0, write("kept"), 0, 2);
    return [answer, asked(on, 1, READ, 1, 2), asked(on, 2, READ, 0, 2)];
  };
  assertEquals(again(), [null, "kept", "kept"]);
  const [, one, other] = again("gives a tag twice");
  assert(one !== other, "two nodes read two values under one tag");
});
