import { assertEquals } from "@std/assert";
import { FRAME_HEADER } from "../codec/frame.ts";
import { Messages } from "./messages.ts";
import { kinds } from "./wire.ts";

Deno.test("types that may be overtaken are bulk, and no others, however long they are", () => {
  const messages = new Messages(undefined, [], ["part"]);
  for (const bytes of [new Uint8Array(1), new Uint8Array(2 ** 20)]) {
    assertEquals(messages.pack({ type: "part", bytes } as { type: string }, "plain").lane, "bulk");
    assertEquals(
      messages.pack({ type: "append", bytes } as { type: string }, "plain").lane,
      "urgent",
    );
  }
});

Deno.test("a message stands behind room for the header of a frame", () => {
  const { bytes } = new Messages(undefined, []).pack({ type: "x" }, "plain");
  assertEquals([...bytes.subarray(0, FRAME_HEADER)], Array(FRAME_HEADER).fill(0));
  assertEquals(bytes[FRAME_HEADER], kinds.message);
});
type Message = { type: "beat" } | { type: "group"; range?: string };

Deno.test("what may be overtaken is told by types, or by the message itself", () => {
  const laneOf = (messages: Messages<Message>, message: Message) =>
    messages.pack(message, messages.encodings[0]!).lane;
  const byType = new Messages<Message>(undefined, [], ["group"]);
  assertEquals(laneOf(byType, { type: "beat" }), "urgent");
  assertEquals(laneOf(byType, { type: "group" }), "bulk");
  const byRange = new Messages<Message>(
    undefined,
    [],
    (message) => message.type === "group" && message.range !== undefined,
  );
  assertEquals(laneOf(byRange, { type: "group" }), "urgent");
  assertEquals(laneOf(byRange, { type: "group", range: "[a, b)" }), "bulk");
  assertEquals(laneOf(new Messages<Message>(undefined, []), { type: "group" }), "urgent");
});
