/** What can never be is told at once, and not tried again until the time runs out. */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { startHost } from "hb/host/host.ts";
import { magic } from "hb/host/wire.ts";
import { storeOf } from "../../tools/cluster/store.ts";
import { longest, type Operation } from "../../tools/kv/operation.ts";
import { StoreClient } from "../../tools/kv/store_client.ts";
import { freeAddresses } from "../host/ports.ts";

/** How long the client would try, in ms. */
const TIMEOUT_MS = 60_000;

/** A store of one node, and the addresses of two that are not there. */
async function withStore(
  test: (ask: (operation: Operation, cluster?: string) => Promise<void>) => Promise<void>,
) {
  const folder = await Deno.makeTempDir({ prefix: "refusals-" });
  const addresses = freeAddresses(1);
  let away = 0;
  const log = (line: string) => void (away += line.startsWith("turned ") ? 1 : 0);
  const host = startHost({ ...storeOf(1), cluster: "right", self: 0, addresses, folder, log });
  try {
    await test(async (operation, cluster) => {
      const at = [...freeAddresses(1), ...addresses];
      const client = new StoreClient({
        addresses: at,
        ...(cluster === undefined ? {} : { cluster }),
      });
      const before = away, result = await client.ask(operation, TIMEOUT_MS);
      await client.close();
      assert(away - before <= 1, "it went on trying");
      if (result.kind !== "ok") throw new Error(`${result.kind}: ${result.why}`);
    });
  } finally {
    await host.stop();
    await Deno.remove(folder, { recursive: true });
  }
}

/** What is asked, of which cluster, and the words that come back. */
const refused: readonly (readonly [string, Operation, string | undefined, RegExp])[] = [
  [
    "a key too long",
    { type: "get", key: "x".repeat(longest.key + 1) },
    undefined,
    /^fail: a key has at most 1024 characters, and this one 1025$/,
  ],
  [
    "a value too long",
    { type: "put", key: "x", value: "x".repeat(longest.value + 1) },
    undefined,
    /^fail: a value has at most 262144 characters, and this one 262145$/,
  ],
  [
    "an expected value too long",
    { type: "cas", key: "x", expected: "x".repeat(longest.value + 1), value: "" },
    undefined,
    /^fail: a value has at most 262144/,
  ],
  [
    "another cluster",
    { type: "get", key: "x" },
    "wrong",
    /^fail: \S+: it refused: it is of cluster "wrong", and this is cluster "right"$/,
  ],
  [
    "an operation that there is not",
    { type: "frobnicate", key: "x" } as never,
    undefined,
    /^\w+: \S+: a request is not as it must be: command.type: the name of a message is required: given a text of 10 units$/,
  ],
  [
    "a key that is no text",
    { type: "put", key: 7, value: "x" } as never,
    undefined,
    /^\w+: \S+: a request is not as it must be: command.key: a text of at most 1024 units is required: given 7$/,
  ],
];

Deno.test("what the store can never do is told at once, with the reason", () =>
  withStore(async (ask) => {
    await ask({ type: "put", key: "x", value: "1" });
    for (const [what, operation, cluster, words] of refused) {
      const error = await ask(operation, cluster).then(() => "", (error) => error.message);
      assertMatch(error, words, what);
    }
    // The longest that may be, in characters that take three bytes each.
    const value = "\u20ac".repeat(longest.value);
    await ask({ type: "put", key: "\u20ac".repeat(longest.key), value });
    await ask({ type: "cas", key: "y", expected: value, value });
  }));

for (
  const [what, greeting, words] of [
    [
      "speaks another version",
      [...magic.slice(0, -1), 9],
      "it speaks version 9 of this protocol, and version 1 is required",
    ],
    [
      "speaks something else",
      [...new TextEncoder().encode("220 smtp")],
      "it does not speak this protocol",
    ],
  ] as const
) {
  Deno.test(`a listener that ${what} is told at once`, async () => {
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    let visits = 0;
    const serving = (async () => {
      for await (const socket of listener) {
        visits++;
        await socket.write(Uint8Array.from(greeting));
        socket.close();
      }
    })();
    const address = { hostname: "127.0.0.1", port: listener.addr.port };
    const client = new StoreClient({ addresses: [address] });
    const result = await client.ask({ type: "get", key: "x" }, TIMEOUT_MS);
    assertEquals(visits, 1, "it went on trying");
    assertEquals(result, { kind: "fail", why: `127.0.0.1:${address.port}: ${words}` });
    await client.close();
    listener.close();
    await serving;
  });
}
