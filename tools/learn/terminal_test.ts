import { assertEquals } from "@std/assert";
import { considerate } from "./terminal.ts";

function fake(columns: number | undefined, rows: number | undefined) {
  const written: string[] = [];
  const stream = { columns, rows, write: (text: string) => written.push(text), on: () => {} };
  return { terminal: considerate(stream as unknown as NodeJS.WriteStream), written };
}

Deno.test("a terminal that does not tell its size gets the usual one", () => {
  assertEquals([fake(0, 0).terminal.columns, fake(0, 0).terminal.rows], [80, 24]);
  assertEquals(fake(undefined, 50).terminal.columns, 80);
  assertEquals([fake(120, 50).terminal.columns, fake(120, 50).terminal.rows], [120, 50]);
});

Deno.test("the lines above the screen are left alone", () => {
  const { terminal, written } = fake(80, 24);
  terminal.write("\x1b[2J\x1b[3J\x1b[Hscreen");
  assertEquals(written, ["\x1b[2J\x1b[Hscreen"]);
});
