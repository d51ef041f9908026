import { assertEquals } from "@std/assert";
import { Messages } from "./messages.ts";

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
