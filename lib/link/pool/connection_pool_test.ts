import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { ConnectionPool } from "./connection_pool.ts";
import { lent, Owner } from "./owner_test.ts";

/** What is often needed for something to happen is there more than once. */
const events = [
  ...["ask", "ask", "ask", "ask", "dialled", "dialled", "dialled", "dialled"] as const,
  ...["answered", "answered", "release", "release", "asking", "good", "bad", "spoke"] as const,
  ...["failed", "lost", "cancel", "wait", "wait", "renew"] as const,
] as const;

function act(owner: Owner, what: typeof events[number], n: number): void {
  const pick = <T>(all: Iterable<T>): T | undefined => {
    const list = [...all];
    return list[n % Math.max(1, list.length)];
  };
  if (what === "ask") owner.ask(1 + n % 50);
  else if (what === "wait") owner.wait(n % 30);
  else if (what === "renew") owner.renew();
  else if (what === "dialled" || what === "failed") {
    const connection = pick(owner.dialling);
    if (connection !== undefined) owner[what](connection);
  } else if (what === "good" || what === "bad") {
    const connection = pick(owner.checking);
    if (connection !== undefined) owner.checked(connection, what === "good");
  } else if (what === "answered" || what === "asking" || what === "release") {
    const loan = pick(owner.loans.keys());
    if (loan !== undefined) owner[what](loan);
  } else if (what === "lost") {
    const connection = pick(owner.open.keys());
    if (connection !== undefined) owner.lost(connection);
  } else if (what === "spoke") {
    const connection = pick(owner.open.keys()) ?? 0;
    owner.do(owner.pool.spoke(connection, owner.now));
  } else {
    const request = pick(owner.waiting);
    if (request !== undefined) owner.cancel(request);
  }
}

Deno.test("whatever happens: none is lent dirty, old or twice, and nobody is forgotten", () => {
  const step = fc.tuple(fc.constantFrom(...events), fc.nat());
  const rules = fc.record({
    connections: fc.integer({ min: 1, max: 3 }),
    waiting: fc.integer({ min: 1, max: 5 }),
    idleMs: fc.integer({ min: 5, max: 60 }),
    checkAfterMs: fc.constantFrom(1, 5, Infinity),
    pauseMs: fc.constant({ first: 5, longest: 20 }),
    graceMs: fc.constantFrom(0, 15),
  });
  const seen = { lent: 0, refused: new Set<string>(), closed: new Set<string>() };
  fc.assert(
    fc.property(
      rules,
      fc.array(step, { minLength: 20, maxLength: 80, size: "max" }),
      (rules, steps) => {
        const owner = new Owner(rules);
        for (const [what, n] of steps) act(owner, what, n);
        // All quiet and still blocked is a failure: with a side that answers, everybody is served.
        for (let i = 0; owner.waiting.length > 0; i++) {
          assert(i < 100);
          owner.wait(Math.min(20, Math.max(0, owner.pool.dueAt - owner.now)));
          for (const connection of owner.dialling) owner.dialled(connection);
          for (const connection of owner.checking) owner.checked(connection, true);
          for (const loan of [...owner.loans.keys()]) owner.release(loan);
        }
        owner.do(owner.pool.drain(owner.now));
        for (const loan of [...owner.loans.keys()]) owner.release(loan);
        assertEquals([owner.pool.size, owner.open.size], [0, 0]);
        seen.lent += owner.lent;
        for (const why of owner.refused.values()) seen.refused.add(why);
        for (const why of owner.closed) seen.closed.add(why);
        owner.ask();
        assertEquals([...owner.refused.values()].at(-1), "the pool is being drained");
      },
    ),
    { numRuns: 600 },
  );
  // The runs see what there is to see.
  assert(seen.lent > 2000, `${seen.lent}`);
  assertEquals([seen.refused.size, seen.closed.size], [3, 6], Deno.inspect(seen));
});

Deno.test("it is lazy: it dials when somebody waits, as often as there are some, up to its limit", () => {
  const owner = new Owner({ connections: 3, waiting: 4 });
  assertEquals(owner.dialling.size, 0);
  for (let i = 1; i <= 6; i++) {
    owner.ask();
    assertEquals(owner.dialling.size, Math.min(i, 3));
  }
  assertEquals([...owner.refused], [
    [4, "there are too many requests that wait"],
    [5, "there are too many requests that wait"],
  ]);
});

Deno.test("who released a connection has no say about who has it next", () => {
  const owner = lent();
  owner.ask();
  owner.answered(0);
  owner.release(0);
  assertEquals([...owner.loans.keys()], [1]);
  owner.pool.answered(0);
  owner.do(owner.pool.release(0, owner.now));
  assertEquals(owner.pool.size, 1);
  owner.release(1);
  assertEquals(owner.closed, ["a response was not read to its end"]);
});

Deno.test("what lies idle ends; what is used often does not", () => {
  const owner = new Owner({ connections: 2, idleMs: 100 });
  owner.ask();
  owner.ask();
  owner.dialled(0);
  owner.dialled(1);
  for (const loan of [0, 1]) {
    owner.answered(loan);
    owner.release(loan);
  }
  for (let i = 2; i < 6; i++) {
    owner.wait(40);
    owner.ask();
    owner.answered(i);
    owner.release(i);
  }
  assertEquals([[...owner.open.keys()], owner.closed], [[1], ["it lay idle for too long"]]);
});

Deno.test("a connection that was idle for long is checked before it is lent", () => {
  const owner = lent({ checkAfterMs: 10 });
  owner.answered(0);
  owner.release(0);
  owner.wait(10);
  const request = owner.ask();
  assertEquals([[...owner.checking], owner.loans.size], [[0], 0]);
  owner.checked(0, true);
  assertEquals([...owner.loans.values()], [{ connection: 0, request }]);
  owner.answered(1);
  owner.release(1);
  owner.wait(10);
  owner.ask();
  owner.checked(0, false);
  assertEquals([owner.closed, [...owner.dialling]], [["it did not pass its check"], [1]]);
});

Deno.test("a loan may last longer than idleness, and a request without time does not begin", () => {
  const owner = lent({ idleMs: 10 });
  owner.wait(1000);
  assertEquals([owner.loans.size, owner.closed], [1, []]);
  const late = owner.ask(0);
  assertEquals(owner.refused.get(late), "the time is over");
});

Deno.test("while the other side cannot be reached, one dial at a time is enough", () => {
  const owner = new Owner({ connections: 9, pauseMs: { first: 10, longest: 10 } });
  for (let i = 0; i < 5; i++) owner.ask();
  for (const connection of [...owner.dialling]) owner.failed(connection);
  for (let i = 0; i < 5; i++) owner.ask();
  owner.wait(10);
  assertEquals([owner.dialling.size, owner.waiting.length], [1, 5]);
  owner.dialled([...owner.dialling][0]!);
  assertEquals([owner.dialling.size, owner.waiting.length], [4, 4]);
});

Deno.test("news that come twice, or of a connection that is used, change nothing", () => {
  const owner = lent();
  owner.ask();
  for (const news of ["dialled", "failed"] as const) owner.do(owner.pool[news](0, owner.now));
  owner.do(owner.pool.checked(0, true, owner.now));
  owner.do(owner.pool.spoke(0, owner.now));
  assertEquals([owner.loans.size, owner.waiting.length, owner.pool.size], [1, 1, 1]);
});

Deno.test("rules that are none are refused", () => {
  for (
    const rules of [{ connections: 0 }, { connections: NaN }, { connections: 1, checkAfterMs: 0 }]
  ) {
    assertThrows(() => new ConnectionPool(rules), RangeError, "Cannot make a pool because");
  }
});
