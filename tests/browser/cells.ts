import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Page } from "playwright-core";
import { readNotebook } from "../../tools/notebook/mod.ts";
import { normalise } from "../../tools/kernel/output.ts";
import { compareCells } from "../../tools/run/compare.ts";
import { listChapters, repositoryRoot } from "../../tools/run/mod.ts";
import { codeCells } from "../../tools/tangle/module.ts";
import { browserTest, visitsOf } from "./chromium.ts";
import { changes } from "./waiting.ts";

const book = Deno.env.get("BOOK_URL");
if (book === undefined) {
  throw new Error(
    "Cannot run cells in pages because BOOK_URL is required: run `deno task test:browser`",
  );
}

/** How long a chapter may take, in ms, beside other tests. */
const CHAPTER_MS = 600_000;

/** The cells that start processes or open sockets: a page shows what they showed when the book was made. */
const needDeno: Readonly<Record<string, readonly string[]>> = {
  "05-rumours": ["hosted"],
  // Processes of their own.
  "13-byzantine": ["hosted"],
  // Compression by zlib and zstd, and certificates.
  "18-wire": [
    "compression-run",
    "compression-cost",
    "reach-run",
    "reach-sizes",
    "reach-cost",
    "bomb",
    "tls-refusals",
  ],
};

const visit = visitsOf();

/** Opens a chapter, and requires that nothing on it goes wrong, and that only this book is asked for anything. */
async function read(
  chapter: string,
  act: (page: Page) => Promise<void>,
  width = 1280,
): Promise<void> {
  const context = await visit({ viewport: { width, height: 900 }, acceptDownloads: true });
  try {
    const page = await context.newPage();
    const wrong: string[] = [];
    page.on("pageerror", ({ message }) => wrong.push(message));
    page.on("console", (message) => {
      if (message.type() === "error") wrong.push(message.text());
    });
    page.on("request", (request) => {
      if (!/^(?:blob|data):/.test(request.url()) && !request.url().startsWith(`${book}/`)) {
        wrong.push(`asked elsewhere: ${request.url()}`);
      }
    });
    await page.goto(`${book}/${chapter}`, { waitUntil: "networkidle" });
    await act(page);
    // What a page's policy has refused is what the policy is for.
    assertEquals(wrong.filter((words) => !words.includes("Content Security Policy")), []);
  } finally {
    await context.close();
  }
}

const cell = (page: Page, id: string) => page.locator(`#cell-${id}`);

/** Waits until a cell stands in one of these ways. */
async function stands(page: Page, id: string, ...ways: readonly string[]): Promise<void> {
  const any = ways.map((way) => `#cell-${id}[data-standing="${way}"]`).join(", ");
  await page.locator(any).waitFor({ timeout: 120_000 });
}

/** Waits until a cell says this. */
async function told(page: Page, id: string, words: string): Promise<void> {
  await cell(page, id).locator(".output", { hasText: words }).waitFor();
}

/** Puts a text in the place of a cell's code. */
async function write(page: Page, id: string, text: string): Promise<void> {
  const edit = cell(page, id).locator(`[data-do="edit"]`);
  const editor = cell(page, id).locator(".cm-content");
  // A page that has just been opened gives its cells their buttons when it comes to it.
  await edit.or(editor).filter({ visible: true }).first().waitFor();
  if (await edit.isVisible()) await edit.click();
  await editor.waitFor();
  await editor.fill(text);
}

for (const { name, path } of await listChapters(repositoryRoot)) {
  Deno.test(`chapter ${name} runs in the page, and shows what the kernel showed`, {
    ...browserTest,
  }, async () => {
    await read(name, async (page) => {
      page.setDefaultTimeout(CHAPTER_MS);
      await page.getByRole("button", { name: "Run all cells" }).click();
      await page.locator('.chapter-bar[data-busy="true"]').waitFor();
      await page.locator('.chapter-bar[data-busy="false"]').waitFor();
      const failed = await page.locator('.cell[data-standing="failed"]').allTextContents();
      assertEquals(failed, []);
      const saved = page.waitForEvent("download");
      await page.getByRole("button", { name: "Save as notebook" }).click();
      const before = codeCells(await readNotebook(path));
      const after = codeCells(await readNotebook(await (await saved).path()));
      const needs = await page.locator(".cell:has(.output-needs)").evaluateAll((cells) =>
        cells.map(({ id }) => id.replace("cell-", ""))
      );
      assertEquals(needs, [...needDeno[name] ?? []]);
      const both = before.map((committed, i) => {
        const outputs = normalise(after[i]!.outputs);
        return [committed, {
          ...after[i]!,
          execution_count: committed.execution_count,
          outputs,
        }] as const;
      });
      const compared = both.filter(([{ id }]) => !needs.includes(id));
      const difference = compareCells(
        compared.map(([committed]) => committed),
        compared.map(([, now]) => now),
      );
      assertEquals(difference, undefined);
    });
  });
}

Deno.test("a cell runs with those that it needs, and no others", browserTest, async () => {
  await read("01-replay", async (page) => {
    const runs = page.locator('.cell[data-standing="same"]');
    await cell(page, "probe-run").locator('[data-do="run"]').click();
    await stands(page, "probe-run", "same");
    const count = await runs.count();
    assert(count > 1 && count < 8, `${count} cells ran`);
    // What has run is there for the next.
    await cell(page, "probe-run").locator('[data-do="run"]').click();
    await page.getByText("The cell has run.").waitFor();
  });
});

Deno.test(
  "an edited cell shows its own output, is kept, and is put back",
  browserTest,
  async () => {
    await read("01-replay", async (page) => {
      await write(page, "probe", 'console.log("mine", [1, { a: 2 }]);');
      await page.keyboard.press("Shift+Enter");
      await stands(page, "probe", "ran");
      assertEquals(
        await cell(page, "probe").locator(".output").textContent(),
        "mine [ 1, { a: 2 } ]",
      );
      await page.reload({ waitUntil: "networkidle" });
      await stands(page, "probe", "edited");
      assertEquals(
        await cell(page, "probe").locator(".cm-content").innerText(),
        'console.log("mine", [1, { a: 2 }]);',
      );
      await cell(page, "probe").locator('[data-do="reset"]').click();
      await stands(page, "probe", "kept");
      await page.reload({ waitUntil: "networkidle" });
      assertEquals(await page.locator('.cell[data-standing="edited"]').count(), 0);
    });
  },
);

Deno.test("an error names its line, wherever it happened", browserTest, async () => {
  await read("01-replay", async (page) => {
    const error = (id: string) => cell(page, id).locator(".output-error").textContent();
    await write(page, "probe", "const probe = () => {\n  throw new Error('not today');\n};");
    await write(page, "probe-run", "\nprobe();");
    await cell(page, "probe-run").locator('[data-do="run"]').click();
    await stands(page, "probe-run", "failed");
    assertEquals(await error("probe-run"), "Line 2 of cell 9: Error: not today");
    assertEquals(
      await cell(page, "probe").locator(".cm-wrong").innerText(),
      "  throw new Error('not today');",
    );
    await write(page, "probe-run", "const a = 1;\nconst b = ;");
    await cell(page, "probe-run").locator('[data-do="run"]').click();
    await told(page, "probe-run", "Line 2: syntax error: ");
    assertEquals(
      await error("probe-run"),
      "Line 2: syntax error: Unexpected token\n    const b = ;",
    );
    // A parser that tries several readings names the first line of the function: not the page.
    await write(
      page,
      "probe-run",
      "const late = (a: number): number => {\n  const b = a;\n  if b > 1 return b;\n};",
    );
    await cell(page, "probe-run").locator('[data-do="run"]').click();
    await told(page, "probe-run", "Line 3: syntax error: ");
    assertEquals(
      await cell(page, "probe-run").locator(".cm-wrong").innerText(),
      "  if b > 1 return b;",
    );
    await write(page, "probe-run", 'import { Wurld } from "hb/sim/world.ts";');
    await cell(page, "probe-run").locator('[data-do="run"]').click();
    await told(page, "probe-run", "must export it: it exports");
    await write(page, "probe-run", "await Deno.readDir('.')");
    await cell(page, "probe-run").locator('[data-do="run"]').click();
    await told(page, "probe-run", "This cell needs Deno on a machine");
  });
});

Deno.test("an endless loop leaves the page awake, and is stopped", browserTest, async () => {
  await read("01-replay", async (page) => {
    await write(page, "probe", "for (;;);");
    await cell(page, "probe").locator('[data-do="run"]').click();
    await stands(page, "probe", "running");
    // The page answers meanwhile.
    await page.locator(".VPSwitchAppearance").first().click();
    await page.getByRole("button", { name: "Stop" }).click();
    await stands(page, "probe", "failed");
    await cell(page, "probe").locator('[data-do="reset"]').click();
    await cell(page, "probe-run").locator('[data-do="run"]').click();
    await stands(page, "probe-run", "same");
  });
});

Deno.test(
  "a sweep of thousands of seeds shows how far it is, and is stopped",
  browserTest,
  async () => {
    await read("01-replay", async (page) => {
      await write(
        page,
        "probe",
        `import { sweep } from "hb/sim/sweep.ts";
const quiet = { start: (io) => (io.wait(1, { type: "again" }), {}), upon: {},
  after: { again: (_, __, io) => io.wait(1, { type: "again" }) } };
sweep({ protocol: quiet, nodes: 5 }, { seeds: 1_000_000 });`,
      );
      await cell(page, "probe").locator('[data-do="run"]').click();
      const bar = cell(page, "probe").locator("progress");
      await bar.waitFor();
      const done = () => bar.getAttribute("value");
      await changes(page, done, await done(), "the bar goes on");
      await page.getByRole("button", { name: "Stop" }).click();
      await stands(page, "probe", "failed");
    });
  },
);

Deno.test("an exploration shows how far it is, and is stopped", browserTest, async () => {
  await read("01-replay", async (page) => {
    await write(
      page,
      "probe",
      `import { explore } from "hb/check/explore/explore.ts";
const grid = { name: "grid", initial: () => [{ x: 0, y: 0 }],
  actions: ["x", "y"].map((name) => ({ name, next: (s) => ({ [name]: s[name] + 1 }) })) };
explore(grid);`,
    );
    await cell(page, "probe").locator('[data-do="run"]').click();
    await cell(page, "probe").locator("progress:not([value])").waitFor();
    const said = () => cell(page, "probe").locator(".cell-said").innerText();
    assert(/^runs: [\d,]+ states, [\d,]+ steps deep/.test(await said()), await said());
    await changes(page, said, await said(), "the search goes on");
    await page.getByRole("button", { name: "Stop" }).click();
    await stands(page, "probe", "failed");
  });
});

Deno.test("a cell that has changed marks those that used it as stale", browserTest, async () => {
  await read("01-replay", async (page) => {
    await cell(page, "probe-run").locator('[data-do="run"]').click();
    await stands(page, "probe-run", "same");
    await write(
      page,
      "probe",
      await cell(page, "probe").locator("pre code").textContent() + "\n// changed",
    );
    await cell(page, "probe").locator('[data-do="run"]').click();
    await stands(page, "probe-run", "stale");
  });
});

Deno.test(
  "a link holds the edited cells, and what a cell shows cannot act",
  browserTest,
  async () => {
    let link = "";
    await read("01-replay", async (page) => {
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      await write(
        page,
        "probe",
        `const evil = { [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "x", "text/html":
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" onerror="globalThis.taken = 1" onload="globalThis.taken = 1"><a href="javascript:taken()">a</a><script>taken = 1</script><b>bold</b>' }) };
      const { show } = await import("hb/notebook/show.ts");
      await show(evil);`,
      );
      await page.getByRole("button", { name: "Copy link" }).click();
      await page.getByText("The link is copied").waitFor();
      link = await page.evaluate("navigator.clipboard.readText()");
    });
    assertStringIncludes(link, "#cells=");
    await read(link.slice(`${book}/`.length), async (page) => {
      await page.getByText("1 cell comes from the link").waitFor();
      await cell(page, "probe").locator('[data-do="run"]').click();
      await stands(page, "probe", "ran");
      const shown = cell(page, "probe").locator(".output-html");
      assertEquals(await shown.locator("b").count(), 1);
      assertEquals(
        (await shown.innerHTML()).replace(/^<img src="data:[^"]*">/, ""),
        "<a>a</a><b>bold</b>",
      );
      assertEquals(await page.evaluate("globalThis.taken"), undefined);
    });
  },
);

Deno.test("a chapter that was read opens and runs without a network", browserTest, async () => {
  const context = await visit({ viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    await page.goto(`${book}/01-replay`, { waitUntil: "networkidle" });
    await page.evaluate("navigator.serviceWorker.ready.then(() => {})");
    // What loaded before there was anybody to keep it is kept on the second visit.
    await page.reload({ waitUntil: "networkidle" });
    const isKept = () =>
      page.evaluate<boolean>(`(async () => {
        const { needs } = await (await fetch("./files.json")).json();
        const kept = await Promise.all(
          needs["01-replay"].map((path) => caches.match(new URL("./" + path, location))),
        );
        return kept.every((each) => each !== undefined);
      })()`);
    await changes(page, isKept, false, "what the cells need is kept");
    await context.setOffline(true);
    await page.reload({ waitUntil: "load" });
    await cell(page, "probe-run").locator('[data-do="run"]').click();
    await stands(page, "probe-run", "same");
    await page.goto(`${book}/10-raft`).catch(() => {});
    assertEquals(await page.locator(".cell").count(), 0, "what was not read is not there");
  } finally {
    await context.close();
  }
});

Deno.test(
  "the whole book can be kept, and every chapter opens without a network",
  browserTest,
  async () => {
    const context = await visit({ viewport: { width: 390, height: 844 } });
    try {
      const page = await context.newPage();
      await page.goto(`${book}/`, { waitUntil: "networkidle" });
      await page.evaluate("navigator.serviceWorker.ready.then(() => {})");
      await page.getByRole("button", { name: "Keep the book for reading offline" }).click();
      await page.getByText("The whole book is kept in this browser").waitFor();
      await context.setOffline(true);
      for (const { name } of await listChapters(repositoryRoot)) {
        await page.goto(`${book}/${name}.html`, { waitUntil: "load" });
        assert(await page.locator(".cell").count() > 10, name);
      }
    } finally {
      await context.close();
    }
  },
);
