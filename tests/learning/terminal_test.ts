/** `deno task learn` as a reader meets it: in a terminal, with a file that is edited meanwhile. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { endless, forgetful, fresh, inProject, solve, write } from "./project.ts";
import { columnsOf } from "../../tools/learn/text.ts";
import { colour, hasTerminal, Sitting } from "./sitting.ts";

/** What readers do, each in a project that is as it was given. */
const readers: Record<string, (folder: string) => Promise<void>> = {
  "a part is solved, the next one fails with a diagram, and quitting leaves the terminal clean":
    async (folder) => {
      await using sitting = new Sitting(folder);
      const first = await sitting.until("not done yet: part 1");
      assertStringIncludes(first, "Part 1  tell the finder, once  10 points");
      assertStringIncludes(first, "exercises/01-replay/ticket.ts");

      await sitting.press("h");
      await sitting.until("hint 1/3");
      await sitting.press("h");
      await sitting.until("hint 2/3");

      await sitting.after(() => solve(folder, "ticket.ts"));
      const done = await sitting.until("✓ done, 10 points");
      assertStringIncludes(done, "[✓1]");
      assertStringIncludes(done, "10/100");

      await sitting.press("n");
      await sitting.until("Part 2");
      await sitting.press("n");
      await sitting.until("not done yet: part 3");
      await sitting.after(() => write(folder, "register.ts", forgetful));
      const wrong = await sitting.until("diagram   file://");
      assertStringIncludes(wrong, "✗ broken  one ticket each: nothing is in the book more often");
      assertStringIncludes(wrong, "office");
      assert(/[▶◀]●|●[◀▶]/.test(wrong), wrong);
      const page = /file:\/\/\S+\.html/.exec(wrong)![0];
      const html = await Deno.readTextFile(new URL(page));
      assert(html.includes("one ticket each"), "the page tells the same run");

      assertEquals(await sitting.quit(), 0);
      assert(sitting.raw.includes("\x1b[?1049h"), "it draws on a screen of its own");
      const end = sitting.raw.slice(sitting.raw.lastIndexOf("\x1b[?1049l"));
      assertStringIncludes(end, "1 of 8 parts done, 10 of 100 points");
      assertEquals(
        sitting.raw.lastIndexOf("\x1b[?25l") < sitting.raw.lastIndexOf("\x1b[?25h"),
        true,
      );
      assert(colour.test(sitting.raw), "there are colours where they are wanted");
      assert(!sitting.raw.includes("\x1b[3J"), "what was on the terminal before is kept");
      const kept = JSON.parse(await Deno.readTextFile(`${folder}/.learn.json`));
      assertEquals([kept.at, kept.done, kept.hints], [
        "01-replay/3",
        ["01-replay/1"],
        { "01-replay/1": 2 },
      ]);
    },

  "what does not compile is told with its line, a reset asks and keeps a copy": async (folder) => {
    const path = `${folder}/exercises/01-replay/ticket.ts`;
    const given = await Deno.readTextFile(path);
    await using sitting = new Sitting(folder, { NO_COLOR: "1" });
    await sitting.until("not done yet: part 1");

    await sitting.after(() => write(folder, "ticket.ts", "export const ticket = (\n"));
    const broken = await sitting.until("cannot be graded");
    assert(/ticket\.ts:\d+:\d+ {2}syntax error/.test(broken), broken);
    assert(!broken.includes("✗"), "a file that does not compile is no failed part");

    await sitting.press("x");
    await sitting.until("Put exercises/01-replay/ticket.ts back as it was given?");
    await sitting.press("k");
    await sitting.until("nothing was reset");
    await sitting.press("x");
    await sitting.until("Put exercises");
    await sitting.press("y");
    await sitting.until("yours is .cache/learn/01-replay/ticket.1.ts");
    await sitting.until("not done yet: part 1");
    assertEquals(await Deno.readTextFile(path), given);
    const copy = await Deno.readTextFile(`${folder}/.cache/learn/01-replay/ticket.1.ts`);
    assertEquals(copy, "export const ticket = (\n");

    await sitting.press("s");
    await sitting.until("press s again");
    await sitting.press("s");
    await sitting.until("You have not done this part yet");
    assertEquals(await sitting.quit(), 0);
    assert(!colour.test(sitting.raw), "there are no colours where none are wanted");
  },

  "the screen follows the terminal's size, and Ctrl-C quits": async (folder) => {
    await using sitting = new Sitting(folder);
    await sitting.until("not done yet: part 1");
    // What is graded meanwhile would scroll back to the top.
    await sitting.until("watching exercises/01-replay");
    await sitting.resize(60, 20);
    for (const row of await sitting.untilRows(19)) assert(columnsOf(row) <= 60, row);
    await sitting.press("\x1b[B\x1b[B");
    await sitting.until("↑ 3 lines above");
    await sitting.resize(200, 60);
    await sitting.untilRows(59);
    assertEquals(await sitting.quit("\x03"), 0);
    assertStringIncludes(sitting.raw.slice(sitting.raw.lastIndexOf("\x1b[?1049l")), "of 8 parts");
  },

  "a save while an endless loop is being graded ends that grading at once": async (folder) => {
    await write(folder, "ticket.ts", endless);
    await using sitting = new Sitting(folder, {}, "--limit-s", "600");
    await sitting.until("grading part 1");
    // It should be in the loop by now; were it not, this would pass all the same.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await sitting.after(() => solve(folder, "ticket.ts"));
    await sitting.until("✓ done, 10 points");
    assertEquals(await sitting.quit(), 0);
  },
};

Deno.test({
  name: "readers at a terminal",
  ignore: !hasTerminal,
  fn: (t) =>
    inProject(async (folder) => {
      for (const [words, reader] of Object.entries(readers)) {
        await fresh(folder);
        await t.step(words, () => reader(folder));
      }
    }),
});
