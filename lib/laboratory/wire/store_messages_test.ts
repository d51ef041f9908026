import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { protobuf } from "../../codec/protobuf.ts";
import { envelope } from "./append.ts";
import { storeMessages, together } from "./store_messages.ts";

Deno.test("messages of a store are read again, resemble each other, and depend on their seed alone", () => {
  const messages = storeMessages(50, 1);
  assertEquals(messages, storeMessages(50, 1));
  assertNotEquals(messages, storeMessages(50, 2));
  for (const bytes of messages) {
    assert(bytes.length > 80 && bytes.length < 150, `${bytes.length}`);
    assertEquals(protobuf(envelope).decode(bytes).to, 2);
  }
});

Deno.test("messages are put together in order, and none is left out", () => {
  const three = [1, 2, 3].map((byte) => Uint8Array.of(byte));
  assertEquals(together(three, 2), [Uint8Array.of(1, 2), Uint8Array.of(3)]);
});
