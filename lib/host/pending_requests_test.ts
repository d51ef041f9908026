import { assert, assertEquals } from "@std/assert";
import type { Connection } from "./connection.ts";
import { ByteWriter } from "../codec/byte_writer.ts";
import { MOST_NODES, ownerOf, PendingRequests } from "./pending_requests.ts";
import { defaultLimits } from "./limits.ts";
import { kinds, unanswered } from "./wire.ts";

/** Stands in for a connection, and keeps what is sent. */
function asker() {
  const sent: number[][] = [];
  const send = (body: (writer: ByteWriter) => void) => {
    const writer = new ByteWriter();
    body(writer);
    sent.push([...writer.view()]);
  };
  return { sent, connection: { send } as unknown as Connection };
}

const limits = { ...defaultLimits, requests: 3, requestsEach: 2 };

function pending(self = 1): PendingRequests {
  return new PendingRequests(self, 3, limits, 1000);
}

Deno.test("an answer goes to the client that asked, under the number of its request, once", () => {
  const { sent, connection } = asker();
  const requests = pending();
  const address = requests.open(connection, 7, 1000)!;
  requests.answer(address, Uint8Array.of(42));
  requests.answer(address, Uint8Array.of(43));
  assertEquals(sent, [[kinds.answer, 7, 42]]);
  assertEquals(requests.size, 0);
});

Deno.test("return addresses are new, beyond the nodes, and say whose they are", () => {
  const { connection } = asker();
  const seen = new Set<number>();
  for (const self of [0, 1, 2]) {
    const requests = pending(self);
    for (let i = 0; i < 3; i++) {
      const address = requests.open(connection, i, 1000)!;
      assert(address >= 3 && !seen.has(address));
      assertEquals(ownerOf(address, 3), self);
      seen.add(address);
    }
  }
});

Deno.test("return addresses stay whole numbers in the largest cluster", () => {
  const first = 2 ** 20 + 2 ** 40;
  const requests = new PendingRequests(MOST_NODES - 1, MOST_NODES, limits, first);
  const address = requests.open(asker().connection, 0, 1000)!;
  assert(Number.isSafeInteger(address + 2 ** 40));
  assertEquals(ownerOf(address, MOST_NODES), MOST_NODES - 1);
});

Deno.test("beyond the limit there is no return address, until one is free again", () => {
  const { connection } = asker();
  const requests = pending();
  const [first] = [0, 1, 2].map((number) => requests.open(connection, number, 1000));
  assertEquals(requests.open(connection, 3, 1000), undefined);
  requests.answer(first!, new Uint8Array());
  assert(requests.open(connection, 4, 1000) !== undefined);
});

Deno.test("a request whose time is over is told so, and its answer finds nobody", () => {
  const { sent, connection } = asker();
  const requests = pending();
  const address = requests.open(connection, 5, -1)!;
  requests.open(connection, 6, 1000);
  requests.sweep();
  requests.answer(address, Uint8Array.of(1));
  assertEquals(sent, [[kinds.unanswered, 5, unanswered.late]]);
  assertEquals(requests.size, 1);
});

Deno.test("who has too many under way waits for the end of one", async () => {
  const { connection } = asker();
  const requests = pending();
  const first = requests.open(connection, 0, 1000)!;
  assertEquals(requests.room(connection), undefined);
  requests.open(connection, 1, 1000);
  const room = requests.room(connection);
  let free = false;
  room?.then(() => free = true);
  await Promise.resolve();
  assertEquals(free, false);
  requests.answer(first, new Uint8Array());
  await room;
  assertEquals(requests.room(asker().connection), undefined);
});

Deno.test("with a connection go its requests, and nobody waits for room any more", async () => {
  const one = asker(), other = asker();
  const requests = pending();
  requests.open(one.connection, 0, 1000);
  requests.open(one.connection, 1, 1000);
  const address = requests.open(other.connection, 0, 1000)!;
  const room = requests.room(one.connection);
  requests.drop(one.connection);
  await room;
  assertEquals(requests.size, 1);
  requests.answer(address, Uint8Array.of(9));
  assertEquals(other.sent.length, 1);
});
