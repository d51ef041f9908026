import { assertEquals } from "@std/assert";
import { COMMAND_BYTES } from "./append.ts";
import {
  copiedBytes,
  fixed,
  type Format,
  formats,
  json,
  ourProtobuf,
  plainCodec,
} from "./formats.ts";

const ENTRIES = 10;
const copied = (format: Format) => {
  const { bytes, read } = format.prepare(ENTRIES);
  return copiedBytes(read(), bytes);
};

Deno.test("every format reads what it wrote: the same receiver, and the same sum over all entries", () => {
  const tasks = formats.map((format) => format.prepare(ENTRIES));
  assertEquals(tasks.map((task) => task.route()), tasks.map(() => 2));
  assertEquals(new Set(tasks.map((task) => task.readAll())).size, 1);
  for (const task of tasks) assertEquals(task.glance?.() ?? 2, 2);
});

Deno.test("a view copies nothing, and whoever decodes copies every command", () => {
  assertEquals(copied(fixed), 0);
  for (const format of [json, plainCodec, ourProtobuf]) {
    assertEquals(copied(format), ENTRIES * COMMAND_BYTES, format.name);
  }
});
