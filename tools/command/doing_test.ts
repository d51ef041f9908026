import { assertEquals, assertThrows } from "@std/assert";
import { doing, type Screen, telling } from "./doing.ts";

/** A screen that keeps what is written, by a clock that stands until it is moved. */
function screen(terminal: boolean): Screen & { written: string[]; at: number } {
  const kept = {
    written: [] as string[],
    at: 0,
    terminal,
    write: (text: string) => void kept.written.push(text),
    nowMs: () => kept.at,
    columns: () => 40,
  };
  return kept;
}

Deno.test("where there is no terminal, work is never silent for ten seconds, and short work is", () => {
  const plain = screen(false);
  const work = doing("Building", plain);
  for (plain.at = 0; plain.at <= 20_000; plain.at += 500) work.say(`page ${plain.at / 500}`);
  work.end();
  assertEquals(plain.written, ["Building: page 16, 8 s\n", "Building: page 32, 16 s\n"]);
});

Deno.test("in a terminal one line says how far it is, cut to its width, and is gone in the end", () => {
  const shown = screen(true);
  const work = doing("Building", shown);
  work.say("soon");
  assertEquals(shown.written, []);
  shown.at = 400;
  work.say("page 1");
  work.say("page 1 of a book that has a great many pages");
  work.end();
  assertEquals(shown.written, [
    "\r\x1b[KBuilding: page 1, 0 s",
    "\r\x1b[KBuilding: page 1 of a book that has a …",
    "\r\x1b[K",
  ]);
});

Deno.test("work that says nothing is told of by itself", async () => {
  const plain = screen(false);
  const work = doing("Installing", plain);
  plain.at = 9_000;
  for (let i = 0; i < 400 && plain.written.length === 0; i++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  work.end();
  assertEquals(plain.written, ["Installing, 9 s\n"]);
});

Deno.test("work of many small steps is asked how far it is when it is time to tell, and no sooner", () => {
  for (const [terminal, times] of [[false, 2], [true, 20]] as const) {
    const kept = screen(terminal);
    const work = doing("Counting", kept);
    let asked = 0;
    for (kept.at = 0; kept.at <= 20_000; kept.at++) work.sayOften(() => `${++asked} of many`);
    assertEquals([asked, kept.written.length], [times, times]);
    assertEquals(kept.written.at(-1)!.includes(`Counting: ${times} of many, `), true);
    work.end();
  }
});

Deno.test("what is told while work is done is gone when it fails", () => {
  assertThrows(
    () =>
      telling("Failing", () => {
        throw new Error("no");
      }),
    Error,
    "no",
  );
  assertEquals(telling("Working", (work) => typeof work.say), "function");
});
