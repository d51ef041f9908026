/** Exercises are solved in the page: an answer is wrong, then right, and what is done stays. */

import { assertEquals, assertGreater, assertLess, assertStringIncludes } from "@std/assert";
import { Buffer } from "node:buffer";
import type { Locator, Page } from "playwright-core";
import { parseHandedIn } from "../../tools/grade/handed_in.ts";
import { parseProgress } from "../../tools/learn/progress.ts";
import { browserTest, visitsOf } from "./chromium.ts";
import { saidHere, suiteOf } from "./exercise_answers.ts";
import { runtimeHome, waitFor } from "./waiting.ts";

const book = Deno.env.get("BOOK_URL");
if (book === undefined) {
  throw new Error(
    "Cannot look at exercises because BOOK_URL is required: run `deno task test:browser`",
  );
}
const visit = visitsOf();

const head = `import type { Upon } from "./office.ts";\n\n`;
const wrong = `${head}export const ticket: Upon["ticket"] = (s, { ticket }, io) => {
  const [[call, { finder }] = []] = s.open;
  if (call === undefined) return;
  io.answer(finder, ticket);
  s.open.delete(call);
};
`;
const right = `${head}export const ticket: Upon["ticket"] = (s, { call, ticket }, io) => {
  const open = s.open.get(call);
  if (open === undefined) return;
  io.answer(open.finder, ticket);
  s.open.delete(call);
};
`;

/** Opens the page of exercise 01, and requires that nothing on it goes wrong. */
async function look(
  width: number,
  act: (page: Page, part: Locator) => Promise<void>,
  path = "exercise-01-replay",
): Promise<void> {
  const context = await visit({ viewport: { width, height: 900 }, acceptDownloads: true });
  try {
    const page = await context.newPage();
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    page.on("request", (request) => {
      if (!/^(?:blob|data):/.test(request.url()) && !request.url().startsWith(book!)) {
        problems.push(`asks ${request.url()}`);
      }
    });
    await page.goto(`${book}/${path}`, { waitUntil: "networkidle" });
    await act(page, page.locator('section.part[data-name="ticket"]'));
    assertEquals(problems, []);
  } finally {
    await context.close();
  }
}

/** Puts another answer into the editor of a part. */
async function write(page: Page, part: Locator, text: string): Promise<void> {
  const edit = part.getByRole("button", { name: "Edit" });
  if (await edit.isVisible()) await edit.click();
  await part.locator(".cm-content").click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}

/** Grades a part, and waits for its verdict. */
async function grade(part: Locator, standing: string): Promise<void> {
  await part.getByRole("button", { name: "Grade this part" }).click();
  await part.page().locator(`section.part[data-name="ticket"][data-standing="${standing}"]`)
    .waitFor();
}

/** Lines as an editor shows them, of which an empty one may be two breaks. */
function linesOf(text: string): string[] {
  return text.split("\n").map((line) => line.trimEnd()).filter((line) => line !== "");
}

/** The file that a button saves. */
async function saved(page: Page, name: string): Promise<string> {
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name }).click();
  return await Deno.readTextFile(await (await downloading).path());
}

Deno.test(
  "a part is wrong, its run stands beside the code; it is done, and stays done",
  browserTest,
  async () => {
    await look(1440, async (page, part) => {
      await grade(part, "not done yet");
      assertStringIncludes(await part.locator(".explanation").innerText(), "part 1, upon ticket");
      await write(page, part, wrong);
      await grade(part, "wrong");
      const [said] = await saidHere("01-replay", { "ticket.ts": wrong }, [1]);
      assertEquals(await part.locator(".explanation").textContent(), said!.explanation);
      await part.locator(".diagram .hbx svg").first().waitFor();
      const code = (await part.locator(".cell-editor").boundingBox())!;
      const diagram = (await part.locator(".diagram").boundingBox())!;
      assertGreater(diagram.x, code.x + code.width, "the run stands beside the code");
      await write(page, part, right);
      await grade(part, "done");
      assertEquals(
        await part.getByRole("status").first().innerText(),
        "Part 1 is done: 10 points.",
      );
      assertEquals(await part.locator(".diagram").count(), 0);
      const points = page.locator(".exercise-bar strong");
      await waitFor(
        page,
        async () => await points.innerText() === "10 of 100 points",
        "the points",
      );
      await page.reload({ waitUntil: "networkidle" });
      await page.locator('section.part[data-name="ticket"][data-standing="done"]').waitFor();
      assertEquals(await points.innerText(), "10 of 100 points");
      assertEquals(linesOf(await part.locator(".cm-content").innerText()), linesOf(right));
      assertEquals(await page.locator("tr[data-done='true']").count(), 1);
      await write(page, part, wrong);
      await page.locator('section.part[data-standing="done before"]').waitFor();
      await part.getByRole("button", { name: "Reset" }).click();
      await page.locator('section.part[data-name="ticket"] .cm-content', { hasText: "todo" })
        .waitFor();
      await page.goto(`${book}/exercises`, { waitUntil: "networkidle" });
      assertEquals(
        await page.locator('[data-exercise-entry="01-replay"] .entry-done').innerText(),
        "1 done: 10 points",
      );
    });
  },
);

Deno.test(
  "on a telephone the run stands under the code, and nothing scrolls sideways",
  browserTest,
  async () => {
    await look(390, async (page, part) => {
      await write(page, part, wrong);
      await grade(part, "wrong");
      await part.locator(".diagram .hbx svg").first().waitFor();
      const code = (await part.locator(".cell-editor").boundingBox())!;
      const diagram = (await part.locator(".diagram").boundingBox())!;
      assertGreater(diagram.y, code.y + code.height);
      for (const scheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme: scheme });
        assertEquals(await page.evaluate<number>("document.documentElement.scrollWidth"), 390);
      }
    });
  },
);

Deno.test(
  "code that cannot be read is not judged, and its line is named and marked",
  browserTest,
  async () => {
    await look(1280, async (page, part) => {
      await write(
        page,
        part,
        right.replace("if (open === undefined) return;", "if open === undefined return;"),
      );
      await grade(part, "not judged");
      assertStringIncludes(
        await part.locator(".explanation").innerText(),
        "ticket.ts:5: syntax error: ",
      );
      await part.locator(".cm-wrong").waitFor();
      assertStringIncludes(await part.locator(".cm-wrong").innerText(), "if open === undefined");
    });
  },
);

Deno.test(
  "what the command refuses to import the page refuses in its words",
  browserTest,
  async () => {
    await look(1280, async (page, part) => {
      await write(
        page,
        part,
        `import { lamport } from "hb/clocks/lamport.ts";\n${right}\nlamport;\n`,
      );
      await grade(part, "not judged");
      assertStringIncludes(
        await part.locator(".explanation").innerText(),
        `ticket.ts:1:1: import: it imports "hb/clocks/lamport.ts", which the book has for itself: answers may import`,
      );
    });
  },
);

Deno.test(
  "a loop that never ends is stopped by the reader, and by itself, and the page lives on",
  browserTest,
  async () => {
    await look(1280, async (page, part) => {
      await write(
        page,
        part,
        right.replace("io.answer", "for (let i = 0; i >= 0; i += 0);\n  io.answer"),
      );
      await part.getByRole("button", { name: "Grade this part" }).click();
      await page.locator('section.part[data-standing="running"]').waitFor();
      const since = performance.now();
      await part.getByRole("button", { name: "Hint" }).click();
      assertEquals(await part.locator(".hints > li:visible").count(), 1);
      assertLess(performance.now() - since, 10_000);
      await part.getByRole("button", { name: "Stop" }).click();
      await waitFor(
        page,
        async () => (await part.locator(".part-said").innerText()).startsWith("Stopped"),
        "that it is stopped",
      );
      await grade(part, "not judged");
      assertStringIncludes(
        await part.locator(".explanation").innerText(),
        "at ticket.ts:6: it said nothing for 60 s and was ended: is there a loop in it that never ends",
      );
      await write(page, part, right);
      await grade(part, "done");
    });
  },
);

Deno.test("hints come one at a time, and are there again", browserTest, async () => {
  const suite = await suiteOf("01-replay"), hints = suite.parts[0]!.hints;
  await look(1280, async (page, part) => {
    const seen = part.locator(".hints > li:visible");
    assertEquals(await seen.count(), 0);
    for (const at of hints.keys()) {
      await part.getByRole("button", { name: "Hint" }).click();
      assertEquals(await seen.count(), at + 1);
    }
    assertEquals(await part.getByRole("button", { name: "Hint" }).count(), 0);
    await page.reload({ waitUntil: "networkidle" });
    await waitFor(page, async () => await seen.count() === hints.length, "all hints");
  });
});

Deno.test(
  "answers and progress go out as files, and come back in another browser",
  browserTest,
  async () => {
    let answers = "", progress = "";
    await look(1280, async (page, part) => {
      await write(page, part, right);
      await grade(part, "done");
      answers = await saved(page, "Export answers");
      await page.goto(`${book}/exercises`, { waitUntil: "networkidle" });
      progress = await saved(page, "Export progress");
    });
    assertEquals(parseHandedIn(answers), { "01-replay": { "ticket.ts": right } });
    const { done, digests } = parseProgress(progress)!;
    assertEquals([done, Object.keys(digests!)], [["01-replay/1"], ["01-replay/1"]]);
    const files = { "answers.json": answers, "progress.json": progress, "nothing.json": "{}" };
    const words: string[] = [];
    await look(1280, async (page) => {
      for (const [name, text] of Object.entries(files)) {
        const choosing = page.waitForEvent("filechooser");
        await page.getByRole("button", { name: "Import" }).click();
        const file = { name, mimeType: "application/json", buffer: Buffer.from(text) };
        await (await choosing).setFiles(file);
        const said = page.locator(".exercise-said");
        await said.filter({ hasText: name }).waitFor();
        words.push(await said.innerText());
      }
      await page.locator('section.part[data-name="ticket"][data-standing="done"]').waitFor();
      assertEquals(await page.locator(".exercise-bar strong").innerText(), "10 of 100 points");
    });
    assertEquals(words, [
      "1 file of answers from answers.json.",
      "1 part more done by progress.json.",
      "Nothing is imported: nothing.json is no file of answers or of progress.",
    ]);
  },
);

/** What a cell of a chapter shows for `judge`, in a worker of the page. */
async function judgedInCell(page: Page, part: string): Promise<string> {
  const source = `import { judge } from "hb/notebook/grade.ts";\n(await judge(${
    JSON.stringify(part)
  })).standing`;
  return await page.evaluate<string, { home: string; source: string }>(async ({ home, source }) => {
    const places = await (await fetch(`${home}/01-replay.json`)).json();
    const worker = new Worker(`${home}/worker.js`, { type: "module" });
    try {
      return await new Promise<string>((resolve) => {
        let shown = "";
        worker.onmessage = ({ data }) => {
          if (data.type === "ready") worker.postMessage({ type: "run", cell: "a", source });
          if (data.type === "output") shown += data.output.data["text/plain"];
          if (data.type === "ended") resolve(data.trouble?.message ?? shown);
        };
        worker.postMessage({ type: "begin", home, places });
      });
    } finally {
      worker.terminate();
    }
  }, { home: await runtimeHome(page), source });
}

Deno.test(
  "a cell of a chapter judges the answers that the page of the exercise has kept",
  browserTest,
  async () => {
    await look(1280, async (page, part) => {
      assertEquals(await judgedInCell(page, "01-replay/ticket"), "'not done yet'");
      for (const [text, standing] of [[wrong, "wrong"], [right, "done"]] as const) {
        await write(page, part, text);
        await grade(part, standing);
        await waitFor(
          page,
          async () => await judgedInCell(page, "01-replay/ticket") === `'${standing}'`,
          "the answer in the cell",
        );
      }
    });
  },
);

Deno.test(
  "the page of an exercise is light until somebody writes or grades",
  browserTest,
  async () => {
    await look(1280, async (page) => {
      const sizes = await page.evaluate<[string, number][]>(
        `[...performance.getEntriesByType("resource"), ...performance.getEntriesByType("navigation")]
        .map(({ name, encodedBodySize }) => [name, encodedBodySize])`,
      );
      assertLess(sizes.reduce((sum, [, size]) => sum + size, 0), 300_000);
      assertEquals(sizes.filter(([name]) => /grader|editor|\/run\//.test(name)), []);
    }, "exercise-10-raft");
  },
);

Deno.test("a chapter leads to its exercise, and all by the keyboard", browserTest, async () => {
  await look(1280, async (page) => {
    await page.locator(".to-exercise a").click();
    await page.waitForURL("**/exercise-01-replay**");
    const part = page.locator('section.part[data-name="ticket"]');
    const edit = part.getByRole("button", { name: "Edit" });
    await edit.focus();
    await page.keyboard.press("Enter");
    await part.locator(".cm-content").waitFor();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(right);
    await page.keyboard.press("Shift+Enter");
    await page.locator('section.part[data-name="ticket"][data-standing="done"]').waitFor();
    await page.keyboard.press("Escape");
    const focused = await page.evaluate<string>("document.activeElement.textContent");
    assertEquals(focused, "Grade this part");
  }, "01-replay");
});
