/** Reports of others about pools of connections, each as a small run. */

import { assertEquals } from "@std/assert";
import { lent, Owner } from "./owner_test.ts";

Deno.test("asyncmy 103, kode-bridge 27, neo4rs 295: no answer of another's request", () => {
  const owner = lent();
  owner.ask();
  owner.release(0);
  assertEquals(owner.closed, ["a response was not read to its end"]);
  assertEquals([...owner.dialling], [1]);
  owner.dialled(1);
  assertEquals([...owner.loans.values()], [{ connection: 1, request: 1 }]);
});

Deno.test("mongo-java-driver 1975: clean once is not clean for ever", () => {
  const owner = lent();
  owner.answered(0);
  owner.asking(0);
  owner.release(0);
  assertEquals(owner.closed, ["a response was not read to its end"]);
});

Deno.test("ephpm 221: an answer that is left over passes no check; it ends the connection", () => {
  const owner = lent({ checkAfterMs: 10 });
  owner.answered(0);
  owner.release(0);
  owner.do(owner.pool.spoke(0, owner.now));
  assertEquals(owner.closed, ["it said something that nobody had asked for"]);
});

Deno.test("tonic 452: a first dial that fails poisons nothing", () => {
  const owner = new Owner({ connections: 2, pauseMs: { first: 10, longest: 40 } });
  const first = owner.ask();
  owner.failed(0);
  assertEquals(owner.refused.get(first), "the other side cannot be reached");
  const second = owner.ask();
  assertEquals([...owner.dialling], []);
  owner.wait(10);
  owner.dialled(1);
  assertEquals([...owner.loans.values()], [{ connection: 1, request: second }]);
});

Deno.test("influxdb_iox 6685: pauses grow to the longest, and a success ends them", () => {
  const owner = new Owner({ connections: 1, pauseMs: { first: 10, longest: 40 } });
  const pauses = [];
  for (let i = 0; i < 5; i++) {
    owner.ask();
    owner.ask();
    const [connection] = owner.dialling;
    owner.failed(connection!);
    pauses.push(owner.pool.dueAt - owner.now);
    owner.wait(pauses.at(-1)!);
  }
  assertEquals(pauses, [10, 20, 40, 40, 40]);
  owner.dialled([...owner.dialling][0]!);
  const [loan] = owner.loans.keys();
  owner.release(loan!);
  const [next] = owner.dialling;
  owner.failed(next!);
  assertEquals(owner.pool.dueAt - owner.now, 10);
});

Deno.test("golang 39750: a connection that ended is not lent, and its place is free", () => {
  const owner = lent();
  owner.answered(0);
  owner.release(0);
  owner.lost(0);
  owner.ask();
  assertEquals([...owner.dialling], [1]);
});

Deno.test("golang 32388, 33425: a connection that is stuck keeps nobody from another", () => {
  const owner = new Owner({ connections: 2 });
  owner.ask();
  owner.dialled(0);
  const second = owner.ask();
  owner.dialled(1);
  assertEquals([...owner.loans.values()].at(-1), { connection: 1, request: second });
});

Deno.test("bookkeeper 1333, linkerd 1806, teleport 68099: old credentials end, also of loans", () => {
  const owner = new Owner({ connections: 4, graceMs: 100 });
  for (let i = 0; i < 4; i++) owner.ask();
  for (let i = 0; i < 3; i++) owner.dialled(i);
  owner.answered(0);
  owner.release(0);
  owner.answered(1);
  // 0 has the last request, 1 is lent and clean, 2 is lent and will be kept for ever; 3 is being dialled.
  owner.renew();
  assertEquals(owner.closed, ["its credentials are old"]);
  owner.release(1);
  owner.wait(60);
  owner.renew();
  owner.wait(40);
  assertEquals(owner.closed, Array(4).fill("its credentials are old"));
  assertEquals(owner.pool.size, 0);
});
