/** The page of a failed part, made by `deno task grade` of a wrong answer and opened from the disk. */

import { assert, assertEquals, assertGreater, assertStringIncludes } from "@std/assert";
import type { Page } from "playwright-core";
import { browserTest, visitsOf } from "./chromium.ts";
import { changes, drawn, placeOf } from "./waiting.ts";
import { failurePage } from "../../tools/grade/page/page.ts";
import { repositoryRoot as root } from "../../tools/run/mod.ts";
import type { TraceEvent } from "../../lib/model/trace.ts";

const visit = visitsOf();

/** Where screenshots go, for those who want to look at them. */
const pictures = Deno.env.get("PICTURES");

/** A ticket for every call: the office that asks nobody whether it has seen the call before. */
const wrong = `
import type { Upon } from "./office.ts";

export const register: Upon["register"] = (s, { from, call, thing }, io) => {
  io.send(from, { type: "ticket", call, ticket: s.book.push(thing) });
};
`;

/** The page of part 3, answered so. */
async function gradedPage(scratch: string): Promise<string> {
  const submission = `${scratch}/answers`;
  await Deno.mkdir(submission);
  for await (
    const { name, isFile } of Deno.readDir(`${root}/solutions/01-replay`)
  ) {
    if (!isFile) continue;
    const text = await Deno.readTextFile(`${root}/solutions/01-replay/${name}`);
    const answer = name === "register.ts" ? wrong : text;
    await Deno.writeTextFile(
      `${submission}/${name}`,
      answer.replaceAll("../../exercises/01-replay/", "./"),
    );
  }
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "grade", "01", "--part", "3", "--submission", submission],
    cwd: root,
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
  }).output();
  const out = new TextDecoder().decode(stdout);
  const address = /(file:\S+\.html)/.exec(out)?.[1];
  assert(address !== undefined, out + new TextDecoder().decode(stderr));
  const copy = `${scratch}/page.html`;
  await Deno.copyFile(new URL(address), copy);
  return copy;
}

interface Look {
  readonly width: number;
  readonly scheme: "light" | "dark";
  readonly touch?: boolean;
}

/** Opens a page from the disk; it must log no error and ask for no other file. */
async function look(
  file: string,
  { width, scheme, touch = false }: Look,
  act: (page: Page) => Promise<void>,
) {
  const context = await visit({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    hasTouch: touch,
    reducedMotion: "reduce",
  });
  try {
    const page = await context.newPage();
    const wrong: string[] = [];
    const asked: string[] = [];
    page.on("pageerror", (error) => wrong.push(error.message));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) {
        wrong.push(message.text());
      }
    });
    page.on("request", (request) => {
      if (!request.url().startsWith("data:")) asked.push(request.url());
    });
    await page.goto(`file://${file}`);
    await act(page);
    assertEquals(wrong, []);
    assertEquals(asked, [`file://${file}`]);
  } finally {
    await context.close();
  }
}

async function picture(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) {
    await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
  }
}

const where = (page: Page) => page.locator(".hbx-where").innerText();
const words = (page: Page) => page.locator(".hbx-words").innerText();
const count = (page: Page, selector: string) => page.locator(selector).count();

/** Text that can be read but barely: what it is, and its contrast, below that of WCAG's level AA. */
const faintTexts = `(() => {
  const rgb = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const over = (top, under) => {
    const a = top[3] ?? 1;
    return [0, 1, 2].map((i) => top[i] * a + under[i] * (1 - a));
  };
  const light = (colour) => colour.slice(0, 3).map((v) => v / 255)
    .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const faint = [];
  for (const element of document.querySelectorAll("h1, .hbx *")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim() !== "");
    if (!own || element.closest("button:disabled, [hidden], .hbx-hidden")) continue;
    const chain = [];
    for (let e = element; e; e = e.parentElement) chain.unshift(e);
    let page = rgb(getComputedStyle(document.body).backgroundColor);
    let seen = 1;
    for (const e of chain) {
      const style = getComputedStyle(e);
      seen *= Number(style.opacity);
      if (!(e instanceof SVGElement)) page = over(rgb(style.backgroundColor), page);
    }
    const style = getComputedStyle(element);
    const ink = rgb(element instanceof SVGElement ? style.fill : style.color);
    const shown = over([...ink.slice(0, 3), (ink[3] ?? 1) * seen], page);
    const [high, low] = [light(shown), light(page)].sort((a, b) => b - a);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < 4.5) faint.push(element.textContent.slice(0, 40) + ": " + ratio.toFixed(2));
  }
  return faint;
})()`;

async function assertReadable(page: Page, width: number): Promise<void> {
  assertEquals(
    await page.evaluate("document.documentElement.scrollWidth"),
    width,
  );
  assertEquals(await page.evaluate(faintTexts), []);
}

const scratch = await Deno.makeTempDir();
const graded = await gradedPage(scratch);
globalThis.addEventListener(
  "unload",
  () => Deno.removeSync(scratch, { recursive: true }),
);

for (const width of [1280, 390]) {
  for (const scheme of ["light", "dark"] as const) {
    Deno.test(
      `a failed part is read at ${width} px, ${scheme}`,
      browserTest,
      async () => {
        await look(graded, { width, scheme }, async (page) => {
          await picture(page, `violation-${width}-${scheme}`);
          await assertReadable(page, width);
          assertStringIncludes(await words(page), "violated:");
          assertGreater(await count(page, ".hbx-violation text"), 0);
          assertGreater(await count(page, ".hbx-broken"), 0);
          // What a reader came for is in the first screen: the diagram, tall enough for its words.
          const stage = await placeOf(page, ".hbx-stage"),
            breach = await placeOf(page, ".hbx-breach");
          assert(stage.y + stage.height < breach.y && stage.y < 160, "the diagram comes first");
          assertGreater(stage.height, 300);
          // Only what is broken or has changed is unfolded.
          assertEquals(await count(page, ".hbx-broken > details:not([open])"), 0);
          assertGreater(await count(page, ".hbx-card:not(.hbx-broken) > details:not([open])"), 0);
          for (const name of ["office", "branch 1"]) {
            assertGreater(
              await page.locator(".hbx-names text", { hasText: name }).count(),
              0,
            );
          }
          await page.keyboard.press("ArrowLeft");
          await page.keyboard.press("ArrowLeft");
          await picture(page, `before-${width}-${scheme}`);
          await assertReadable(page, width);
        });
      },
    );
  }
}

Deno.test(
  "the keyboard alone goes through the run and back",
  browserTest,
  async () => {
    await look(graded, { width: 1280, scheme: "light" }, async (page) => {
      const end = await where(page);
      await page.keyboard.press("Home");
      assertStringIncludes(await where(page), "Step 1 of ");
      assertStringIncludes(await words(page), "office starts");
      await page.keyboard.press("ArrowRight");
      assertStringIncludes(await where(page), "Step 2 of ");
      assertStringIncludes(await words(page), "asks");
      assertGreater(await count(page, ".hbx-added, .hbx-changed"), 0);
      await page.keyboard.press("v");
      assertEquals(await where(page), end);
      await page.keyboard.press("Home");
      await page.keyboard.press("End");
      assertEquals(await where(page), end);
      const size = async () => (await placeOf(page, ".hbx-cursor rect")).x;
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("+");
      await page.keyboard.press("+");
      await drawn(page);
      const closer = await size();
      await page.keyboard.press("[");
      await changes(page, size, closer, "[ pans");
      await page.keyboard.press("0");

      // Every switch and button is reached by Tab; the slider takes the same keys.
      const reached = new Set<string>();
      for (let i = 0; i < 40; i++) {
        await page.keyboard.press("Tab");
        const name: string = await page.evaluate(
          `(() => { const e = document.activeElement; return e.getAttribute("aria-label") ??
          e.closest("label, button, summary, pre")?.textContent ?? e.tagName; })()`,
        );
        if (name === "Step") {
          await page.keyboard.press("Home");
          assertStringIncludes(await where(page), "Step 1 of ");
        }
        reached.add(name);
      }
      for (
        const name of [
          "office",
          "register",
          "Step",
          "Step forward",
          "Zoom in",
          "Fit",
        ]
      ) {
        assert(
          reached.has(name),
          `${name} is reached: ${[...reached].join(", ")}`,
        );
      }
    });
  },
);

Deno.test(
  "a filter leaves out lines and messages, and what it leaves is stepped through",
  browserTest,
  async () => {
    await look(graded, { width: 1280, scheme: "light" }, async (page) => {
      const all = await page.locator(".hbx-passages > g").count();
      const steps = Number(/of (\d+)/.exec(await where(page))![1]);
      // Something is asked and replied to at one moment: that is hidden when both are.
      const types = [page.getByLabel("register"), page.getByLabel("ticket")];
      for (const type of types) await type.uncheck();
      assert(await page.locator(".hbx-passages > g").count() < all);
      assertStringIncludes(await where(page), "hidden");
      assert(Number(/of (\d+)/.exec(await where(page))![1]) < steps);
      await page.getByLabel("branch 2").uncheck();
      assertEquals(
        await page.locator(".hbx-names text", { hasText: "branch 2" }).count(),
        0,
      );
      for (const type of types) await type.check();
      await page.getByLabel("branch 2").check();
      assertEquals(await page.locator(".hbx-passages > g").count(), all);
    });
  },
);

Deno.test(
  "mouse and touch pan, zoom and pick; the command is copied",
  browserTest,
  async () => {
    await look(
      graded,
      { width: 390, scheme: "dark", touch: true },
      async (page) => {
        await page.context().grantPermissions([
          "clipboard-read",
          "clipboard-write",
        ]);
        const svg = page.locator(".hbx-stage svg");
        const box = await placeOf(page, ".hbx-stage svg");
        const end = await where(page);
        await page.touchscreen.tap(box.x + box.width / 2, box.y + 60);
        await changes(page, () => where(page), end, "a tap goes to the step under it");
        const first = () =>
          page.locator(".hbx-lanes ~ .hbx-passages path").first().getAttribute(
            "d",
          );
        for (let i = 0; i < 4; i++) {
          await page.getByRole("button", {
            name: "Zoom in",
          }).click();
        }
        await drawn(page);
        const before = await first();
        await svg.scrollIntoViewIfNeeded();
        const { y } = await placeOf(page, ".hbx-stage svg");
        await page.mouse.move(box.x + 200, y + 60);
        await page.mouse.down();
        await page.mouse.move(box.x + 330, y + 60, { steps: 4 });
        await page.mouse.up();
        await changes(page, first, before, "dragging pans");
        await drawn(page);
        const panned = await first();
        await page.keyboard.down("Control");
        await page.mouse.wheel(0, 120);
        await page.keyboard.up("Control");
        await changes(page, first, panned, "Ctrl and the wheel zoom");
        await drawn(page);
        await svg.scrollIntoViewIfNeeded();
        const top = (await placeOf(page, ".hbx-stage svg")).y;
        const wheeled = await first();
        await pinch(page, box.x + 200, top + 60);
        await changes(page, first, wheeled, "two fingers zoom");
        await page.getByRole("button", { name: "Copy the command" }).click();
        const status = page.getByRole("status");
        await status.getByText("deno task grade 01 --part 3").waitFor();
        await page.getByRole("button", { name: "First step" }).click();
        assertEquals(await status.textContent(), "", "what was done is not said of another moment");
        assertStringIncludes(
          await page.evaluate("navigator.clipboard.readText()") as string,
          "deno task grade 01 --part 3 --seed",
        );
      },
    );
  },
);

/** The middle of the first arrow. */
const middle = `(() => {
  const path = document.querySelector(".hbx-passages .hbx-touch");
  const { x, y } = path.getPointAtLength(path.getTotalLength() / 2);
  const box = path.ownerSVGElement.getBoundingClientRect();
  return [box.left + x, box.top + y];
})()`;

Deno.test("what lies under the pointer is told in words", browserTest, async () => {
  await look(graded, { width: 1280, scheme: "light" }, async (page) => {
    const [x, y] = await page.evaluate(middle) as [number, number];
    await page.mouse.move(x, y);
    const tip = page.locator(".hbx-tip");
    assertStringIncludes(await tip.innerText(), "branch 1 → office: register 1: red umbrella");
    await picture(page, "tip");
    await page.mouse.move(2, 2);
    await tip.waitFor({ state: "hidden" });
  });
});

/** Two fingers that start together at a place and part. */
async function pinch(page: Page, x: number, y: number): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const fingers = (apart: number) => [{ x: x - apart, y, id: 1 }, { x: x + apart, y, id: 2 }];
  const send = (type: "touchStart" | "touchMove" | "touchEnd", apart?: number) =>
    browser.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: apart === undefined ? [] : fingers(apart),
    });
  await send("touchStart", 20);
  for (const apart of [30, 45, 60, 80]) await send("touchMove", apart);
  await send("touchEnd");
}

/** Ten thousand events of five nodes that never rest. */
function* longRun(): Generator<TraceEvent> {
  for (let node = 0; node < 5; node++) {
    yield { at: 0, kind: "start", node, recovered: false };
  }
  for (let i = 0; i < 3_300; i++) {
    const [from, to] = [i % 5, (i * 3 + 1) % 5];
    const body = { type: ["append", "vote", "ack"][i % 3]!, index: i };
    yield {
      at: i,
      kind: "send",
      message: i,
      from,
      to,
      body,
      nth: 1 + i,
      latencyMs: 7,
    };
    if (i < 7) continue;
    const old = i - 7;
    const ends = { from: old % 5, to: (old * 3 + 1) % 5 };
    const oldBody = { type: ["append", "vote", "ack"][old % 3]!, index: old };
    yield { at: i, kind: "deliver", message: old, ...ends, body: oldBody };
    const log = Array.from({ length: 20 }, (_, k) => old - (old % 5) + k);
    yield { at: i, kind: "state", node: ends.to, state: { index: old, log } };
  }
  yield {
    at: 3_300,
    kind: "violation",
    invariant: "rest",
    words: "they never rest",
    nodes: [2],
  };
}

Deno.test(
  "a run of ten thousand events is drawn a window at a time",
  browserTest,
  async () => {
    const file = `${scratch}/long.html`;
    const trace = [...longRun()];
    assertGreater(trace.length, 9_800);
    await Deno.writeTextFile(file, failurePage({ title: "a long run", trace }));
    await look(file, { width: 1280, scheme: "light" }, async (page) => {
      for (
        const key of ["0", "Home", "ArrowRight", "End", "-", "PageUp", "v"]
      ) {
        await page.keyboard.press(key);
        await drawn(page);
        const marks: number = await page.evaluate(
          `document.querySelectorAll(".hbx-stage svg *").length`,
        );
        assert(marks < 12_000, `${marks} elements after ${key}`);
      }
      await picture(page, "long");
    });
  },
);

Deno.test(
  "text made to break out of the page stays text",
  browserTest,
  async () => {
    const file = `${scratch}/hostile.html`;
    const evil = `</script><img src="x" onerror="window.broken=1"><script>window.broken=1</script>`;
    const trace: TraceEvent[] = [
      { at: 0, kind: "start", node: 0, recovered: false },
      {
        at: 0,
        kind: "state",
        node: 0,
        state: { [evil]: [evil], "__proto__": evil },
      },
      { at: 1, kind: "timer", node: 0, timer: { type: evil } },
      {
        at: 1,
        kind: "send",
        message: 0,
        from: 0,
        to: 1,
        body: { type: evil },
        nth: 1,
        latencyMs: 1,
      },
      { at: 2, kind: "violation", invariant: evil, words: evil, nodes: [0] },
    ];
    const page = failurePage({
      title: evil,
      labels: { node: () => evil, message: () => evil, state: () => evil },
      trace,
      invariant: evil,
      replay: evil,
    });
    await Deno.writeTextFile(file, page);
    await look(file, { width: 390, scheme: "light" }, async (page) => {
      for (const key of ["Home", "ArrowRight", "End"]) {
        await page.keyboard.press(key);
      }
      assertEquals(
        await page.evaluate("[window.broken, document.images.length]"),
        [undefined, 0],
      );
      assertEquals(
        await page.evaluate("document.documentElement.scrollWidth"),
        390,
      );
      await picture(page, "hostile");
    });
  },
);
