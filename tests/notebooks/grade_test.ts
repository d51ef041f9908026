/** `await grade(…)` in a chapter, in a real kernel. */

import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { judge } from "hb/notebook/grade.ts";
import { recover } from "../../solutions/01-replay/recover.ts";
import { ticket } from "../../solutions/01-replay/ticket.ts";
import { readNotebook } from "../../tools/notebook/mod.ts";
import { runChapter } from "../../tools/run/mod.ts";
import { notebookOf, withFixture } from "./fixture.ts";

/** The HTML and the text under each cell, after a run in the kernel. */
async function shownBy(cells: readonly string[]) {
  return await withFixture(notebookOf(cells), async (path) => {
    const run = await runChapter(path);
    assertEquals(run.outcome, "ran", JSON.stringify(run));
    return (await readNotebook(path)).cells.map((cell) => {
      assert(cell.cell_type === "code");
      assertEquals(cell.outputs.length, 1, "one output a cell");
      const { data } = cell.outputs[0] as { data: Record<string, string | readonly string[]> };
      const text = (type: string) => [data[type] ?? ""].flat().join("");
      return { html: text("text/html"), plain: text("text/plain") };
    });
  });
}

const forgetful = `import { grade } from "hb/notebook/grade.ts";
await grade("01-replay/register", (s, { from, call, thing }, io) => {
  io.send(from, { type: "ticket", call, ticket: s.book.push(thing) });
});`;

Deno.test("in the kernel an answer of a cell is judged and drawn, and files are judged apart", async () => {
  const [own, files] = await shownBy([forgetful, `await grade("01-replay/register");`]);
  assertStringIncludes(own!.html, "0 of 15 points");
  assertStringIncludes(own!.html, "one ticket each");
  assertStringIncludes(own!.html, "<svg");
  assertStringIncludes(own!.html, ">office<");
  assertStringIncludes(own!.plain, "Part 3: one ticket each");
  assertStringIncludes(files!.plain, "not done yet");
});

Deno.test("the same cell shows the same bytes twice", async () => {
  assertEquals(await shownBy([forgetful]), await shownBy([forgetful]));
});

Deno.test("an answer to a part is what its file exports under its name", async () => {
  assertEquals((await judge("01-replay/ticket", ticket)).standing, "done");
  // Parts 1 to 3 are still stubs, so this one cannot be done alone.
  assertEquals((await judge("01-replay/recover", recover)).standing, "not done yet");
});

Deno.test("a chapter or a part that is not there is answered with those that are", async () => {
  await assertRejects(
    () => judge("77-nothing/x"),
    Error,
    "one of the exercises 01-replay, 02-time",
  );
  await assertRejects(() => judge("01-replay/dedup"), Error, "one of the parts ticket, patience");
});
