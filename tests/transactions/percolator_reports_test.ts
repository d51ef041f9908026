/** What went wrong in stores that are built like Percolator, step by step, and what is done about it here. */

import { assertEquals } from "@std/assert";
import { step } from "hb/model/step.ts";
import { oracleFrom, take } from "hb/transactions/oracle/oracle.ts";
import type { Message, Saved } from "hb/transactions/percolator/messages.ts";
import { percolator } from "hb/transactions/percolator/percolator.ts";
import { nextOf } from "hb/transactions/percolator/reading.ts";
import type { Rules } from "hb/transactions/percolator/rules.ts";
import type { State } from "hb/transactions/percolator/state.ts";

/** A node that is told one thing after another, and what it says; it may restart with what it has saved. */
function nodeOf(self: number, rules: Partial<Rules> = {}) {
  const protocol = percolator(
    { isAsync: true, ttlMs: 0, againMs: Infinity, aliveMs: Infinity },
    rules,
  );
  const journal: Saved[] = [];
  let state: State | undefined;
  const take = (event: Parameters<typeof step<State, Message, never, Saved>>[2]): Message[] => {
    const { state: next, effects } = step(protocol as never, state as never, event as never, {
      self,
      nodes: 5,
    });
    state = next as State;
    return effects.flatMap((effect) => {
      if (effect.kind === "save") journal.push(effect.record as Saved);
      return effect.kind === "send" ? [effect.message as Message] : [];
    });
  };
  take({ kind: "start", journal: [] });
  return {
    told: (message: Message) => take({ kind: "message", from: 3, message })[0],
    restart: () => take({ kind: "start", journal: [...journal] }),
  };
}

const start = (at: number) => ({ start: at });

/** An asynchronous prewrite of one key or more. */
function prewrite(
  at: number,
  primary: string,
  keys: readonly string[],
  secondaries: readonly string[],
) {
  const writes = keys.map((key) => [key, at] as const);
  return { type: "prewrite", ...start(at), primary, writes, ttlMs: 0, secondaries } as const;
}

const read = (at: number, key: string) =>
  ({ type: "read", ...start(at), fetch: 0, least: key, end: nextOf(key) }) as const;
const check = (at: number, primary: string, current: number) =>
  ({ type: "check", ...start(at), primary, ttlMs: 0, current, isForced: false }) as const;

Deno.test("tikv#16620, PR #8439: a commit at the timestamp of a rollback must not hide it from a late prewrite", () => {
  const late = (rules: Partial<Rules>) => {
    const { told } = nodeOf(0, rules);
    assertEquals(told(prewrite(1, "a", ["a"], []))?.type, "prewritten");
    // Somebody has met another key of transaction 2, and asks its primary, which it has not reached.
    told(check(2, "a", 3));
    assertEquals(told({ type: "commit", ...start(1), commit: 2, keys: ["a"] })?.type, "committed");
    return told(prewrite(2, "a", ["a"], ["x"]))?.type;
  };
  assertEquals(late({}), "conflict");
  assertEquals(late({ overwrites: true }), "prewritten");
});

Deno.test("tikv#16620: a rollback that others collapse lets a late prewrite succeed, unless it must stay", () => {
  const late = (rules: Partial<Rules>) => {
    const { told } = nodeOf(0, rules);
    told(check(1, "a", 3));
    told(check(2, "a", 3));
    return told(prewrite(1, "a", ["a"], ["x"]))?.type;
  };
  assertEquals(late({}), "conflict");
  assertEquals(late({ isProtected: () => false }), "prewritten");
});

Deno.test("tikv PRs #8468, #8508, #8669: whoever does not know which snapshots were served computes no commit", () => {
  const after = (rules: Partial<Rules>) => {
    const { told, restart } = nodeOf(0, rules);
    assertEquals(told(read(9, "a"))?.type, "rows");
    const asked = restart();
    const answer = told(prewrite(5, "a", ["a"], []));
    return { asked: asked.map(({ type }) => type), answer };
  };
  // The lock leaves it to its primary, and so to a timestamp of the oracle, which is after 9.
  assertEquals(after({}), {
    asked: ["clock"],
    answer: { type: "prewritten", ...start(5), minCommit: 0 },
  });
  // In the snapshot at 9, which somebody has read without it.
  assertEquals(after({ isSynced: () => true }), {
    asked: [],
    answer: { type: "prewritten", ...start(5), minCommit: 6 },
  });
});

Deno.test("tikv PRs #8468, #8508, #8669: it computes them again when the oracle has told it the time", () => {
  const { told, restart } = nodeOf(0);
  told(read(9, "a"));
  restart();
  told({ type: "timestamps", life: 2, request: 1, first: 20 });
  assertEquals(told(prewrite(5, "a", ["a"], [])), {
    type: "prewritten",
    ...start(5),
    minCommit: 21,
  });
});

Deno.test("tidb#33641: a lock of an asynchronous commit is not rolled back because it is old, as it may be committed", () => {
  const status = (rules: Partial<Rules>) => {
    const { told } = nodeOf(0, rules);
    assertEquals(told(prewrite(1, "a", ["a"], ["x"]))?.type, "prewritten");
    return told(check(1, "a", 1_000_000));
  };
  assertEquals(status({}), {
    type: "status",
    ...start(1),
    status: { is: "in doubt", minCommit: 2, secondaries: ["x"] },
  });
  // The coordinator, to which both prewrites have been answered, has told its application that all is done.
  assertEquals(status({ asksSecondaries: false }), {
    type: "status",
    ...start(1),
    status: { is: "rolled back" },
  });
});

Deno.test("tidb#69831, #69832: nobody is told that it is aborted while it could be committed yet", () => {
  const answers = (rules: Partial<Rules>) => {
    const protocol = percolator({ isAsync: true, againMs: Infinity, aliveMs: Infinity }, rules);
    const at = { self: 3, nodes: 5 };
    let { state } = step(protocol, undefined, { kind: "start", journal: [] }, at);
    const told = (from: number, message: Message): unknown[] => {
      const next = step(protocol, state, { kind: "message", from, message }, at);
      state = next.state;
      return next.effects.flatMap((effect) => effect.kind === "answer" ? [effect.result] : []);
    };
    const operations = ["a", "x"].map((key) => ({ type: "write", key, value: 1 }) as const);
    told(9, { type: "transact", operations });
    told(2, { type: "timestamps", life: 1, request: 1, first: 5 });
    const words = "x was written at 6, after its snapshot";
    const refused = told(1, { type: "conflict", ...start(5), words });
    const rolledBack = told(0, { type: "rolledBack", ...start(5) });
    return [refused.length, rolledBack.length];
  };
  // When the primary is barred.
  assertEquals(answers({}), [0, 1]);
  assertEquals(answers({ awaitsRollback: false }), [1, 0]);
});

Deno.test("pd PRs #4885, #3616, #9171: an oracle that restarts, or whose clock goes back, gives nothing twice", () => {
  const oracle = oracleFrom(0), given: number[] = [];
  let saved = 0;
  const ask = (from: typeof oracle, nowMs: number) => {
    const { first, count, bound } = take(from, nowMs, 400, 1);
    saved = bound ?? saved;
    given.push(first, first + count - 1);
  };
  // A thousand fit into a millisecond, and the fourth four hundred begin the next.
  for (const now of [7, 7, 7, 7, 3]) ask(oracle, now);
  ask(oracleFrom(saved), 7);
  assertEquals(given, given.toSorted((a, b) => a - b));
  assertEquals(new Set(given).size, given.length);
  assertEquals(given.slice(-2), [9599, 9998]);
});
