import { assertEquals, assertRejects } from "@std/assert";
import { decodeSigned, encodeSigned, importKey, type Message } from "./message.ts";

const message: Message = {
  header: { msg_id: "1", msg_type: "execute_request" },
  parent: {},
  metadata: {},
  content: { code: "1 + 1 // ü" },
};

const text = new TextDecoder();

Deno.test("a signed message reads back, whatever identities stand before it", async () => {
  const key = await importKey("secret");
  const parts = await encodeSigned(message, key);
  assertEquals(await decodeSigned(parts, key), message);
  assertEquals(await decodeSigned([Uint8Array.of(0, 255), ...parts], key), message);
});

Deno.test("the signature is HMAC-SHA256 of the four parts in hex", async () => {
  const { createHmac } = await import("node:crypto");
  const parts = await encodeSigned(message, await importKey("secret"));
  const expected = createHmac("sha256", "secret");
  for (const part of parts.slice(2)) expected.update(part);
  assertEquals(text.decode(parts[1]), expected.digest("hex"));
});

Deno.test("a changed message, another key, and too few parts are refused", async () => {
  const key = await importKey("secret");
  const parts = await encodeSigned(message, key);
  const changed = parts.with(5, new TextEncoder().encode("{}"));
  await assertRejects(() => decodeSigned(changed, key), Error, "signature does not fit");
  const other = await importKey("other");
  await assertRejects(() => decodeSigned(parts, other), Error, "signature does not fit");
  await assertRejects(() => decodeSigned(parts.slice(0, 4), key), Error, "given 4 parts");
});
