import { assertEquals, assertThrows } from "@std/assert";
import type { Connection } from "./database.ts";
import { append, contentOf, read, write } from "./entries.ts";

Deno.test("a row is a list of values, and no row is none", () => {
  assertEquals(contentOf([]), []);
  assertEquals(contentOf([{ value: '1,2,"a,b"' }]), [1, 2, "a,b"]);
});

Deno.test("what is no row of text is refused", () => {
  for (const rows of [[{ value: 1 }], [{}], [{ value: "1" }, { value: "2" }]]) {
    assertThrows(() => contentOf(rows), Error, "Cannot read an entry because it must be one row");
  }
});

Deno.test("keys and values are sent as parameters, and numbers differ from texts", async () => {
  const sent: (readonly string[])[] = [];
  const connection = {
    run: (_sql: string, values: readonly string[] = []) => {
      sent.push(values);
      return Promise.resolve([]);
    },
  } as unknown as Connection;
  await append(connection, "x", 1);
  await write(connection, 1, "it's");
  assertEquals(await read(connection, "1"), []);
  assertEquals(sent, [['"x"', "1"], ["1", '"it\'s"'], ['"1"']]);
});
