import { assertEquals, assertGreater } from "@std/assert";
import type { Page } from "playwright-core";
import { readNotebook } from "../../tools/notebook/mod.ts";
import { listChapters, repositoryRoot } from "../../tools/run/mod.ts";
import { browserTest, visitsOf } from "./chromium.ts";
import { lookOf } from "./look.ts";
import { changes, drawn, PATIENCE_MS } from "./waiting.ts";

// Bars are what says that there is more at the side.
const lookAt = lookOf(visitsOf({ ignoreDefaultArgs: ["--hide-scrollbars"] }));

/** Opens a page of the book in a window of this width, and requires that nothing on it goes wrong. */
const look = (path: string, width: number, act: (page: Page) => Promise<void>) =>
  lookAt(path, { viewport: { width, height: 900 } }, act);

/** Opens all that is folded, and goes to one chart after another until all have come alive, as they do when they are seen. */
async function seeCharts(page: Page): Promise<void> {
  await page.evaluate(`document.querySelectorAll("details").forEach((each) => each.open = true)`);
  const end = performance.now() + PATIENCE_MS;
  const next = `(() => {
    const still = document.querySelector("[data-chart]:not([data-alive])");
    still?.scrollIntoView();
    return still === null ? "" : "a chart " + Math.round(still.offsetTop) + " px down";
  })()`;
  for (let left: string; (left = await page.evaluate(next)) !== "";) {
    if (performance.now() > end) throw new Error(`${left} does not come alive`);
    await drawn(page);
  }
}

/**
 * What is wider than its frame, or than the page. On a telephone a picture whose words would be too small
 * may be, and below 1280 px a table of many columns, if its frame shows by a bar that there is more.
 */
const cut = `[...document.querySelectorAll("html, .output, .output div, .cell pre")]
  .filter((frame) => frame.scrollWidth > frame.clientWidth + 1)
  .filter((frame) => !frame.matches(".output div") || getComputedStyle(frame).overflowX !== "visible")
  .filter((frame) => !frame.matches(".output") || frame.offsetHeight === frame.clientHeight ||
    innerWidth >= (frame.querySelector("table") ? 1280 : 640))
  .map((frame) => frame.textContent.slice(0, 60))`;

/** Words of a picture that lie outside of it, and are therefore cut. */
const outside =
  `[...document.querySelectorAll(".output svg text:not([opacity='0'])")].filter((text) => {
  if (text.getClientRects().length === 0) return false;
  const picture = text.ownerSVGElement.getBoundingClientRect();
  const { left, right, top, bottom } = text.getBoundingClientRect();
  return left < picture.left - 1 || right > picture.right + 1 ||
    top < picture.top - 1 || bottom > picture.bottom + 1;
}).map((text) => text.textContent)`;

/** Words of a picture that are too small to be read: below 9 px, and on a telephone, where it may scroll, below 10. */
const tiny = `[...document.querySelectorAll(".output svg text")].filter((text) => {
  const { a, b } = text.getScreenCTM();
  return parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b) < (innerWidth > 640 ? 9 : 9.99);
}).map((text) => text.textContent)`;

/** Titles that begin on the screen and end beyond it. */
const cutTitles = `[
  ...document.querySelectorAll(".output svg .title, .picture-title, .output caption > strong"),
].filter((title) => {
  const { width, right } = title.getBoundingClientRect();
  return width > 0 && right > innerWidth;
}).map((title) => title.textContent)`;

/** Numbers of a table that stand on another line than their unit. */
const torn = `[...document.querySelectorAll(".output td")].flatMap((cell) => [...cell.childNodes])
  .filter((text) => {
    const found = /\\d\\s(%|[nµm]?s|[kMG]?B)(?![^\\s),;.])/.exec(text.data ?? "");
    if (found === null) return false;
    const range = document.createRange();
    range.setStart(text, found.index);
    range.setEnd(text, found.index + found[0].length);
    return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
  }).map((text) => text.data)`;

/** Texts that a column squeezes to a word a line; a table is to scroll before that. */
const squeezed = `[...document.querySelectorAll(".vp-doc :is(td, th)")]
  .filter((cell) => cell.textContent.length > 60 && cell.clientWidth < 150)
  .map((cell) => cell.clientWidth + " px: " + cell.textContent.slice(0, 40))`;

for (const { name, path } of await listChapters(repositoryRoot)) {
  Deno.test(
    `chapter ${name} shows every chart and diagram of its notebook`,
    browserTest,
    async () => {
      const { cells } = await readNotebook(path);
      const bundles = cells.flatMap((cell) =>
        (cell.cell_type === "code" ? cell.outputs : []).flatMap((output) =>
          "data" in output ? [Object.keys(output.data)] : []
        )
      );
      const charts = bundles.filter((keys) => keys.some((key) => key.includes("vegalite"))).length;
      const html = bundles.filter((keys) => keys.includes("text/html")).length;
      assertGreater(charts, 0);
      await look(name, 1280, async (page) => {
        await seeCharts(page);
        assertEquals(await page.locator("[data-chart][data-alive] svg").count(), charts);
        assertEquals(await page.locator(".output-html").count(), html);
      });
    },
  );

  Deno.test(`chapter ${name} fits screens of every width`, browserTest, async () => {
    // Charts take their size when they come alive: a telephone and a screen are two visits.
    for (const [first, ...wider] of [[390], [768, 960, 1000, 1024, 1280, 1440, 1920]] as const) {
      await look(name, first, async (page) => {
        await seeCharts(page);
        for (const width of [first, ...wider]) {
          await page.setViewportSize({ width, height: 900 });
          assertEquals(await page.evaluate<string[]>(cut), [], `at ${width} px`);
          assertEquals(await page.evaluate<string[]>(squeezed), [], `at ${width} px`);
          assertEquals(await page.evaluate<string[]>(outside), [], `at ${width} px`);
          assertEquals(await page.evaluate<string[]>(tiny), [], `at ${width} px`);
          assertEquals(await page.evaluate<string[]>(cutTitles), [], `at ${width} px`);
          assertEquals(await page.evaluate<string[]>(torn), [], `at ${width} px`);
        }
      });
    }
  });
}

Deno.test("the home page leads to the chapters", browserTest, async () => {
  await look("", 1280, async (page) => {
    assertGreater(await page.locator('a[href*="01-replay"]').count(), 0);
    await page.locator('a[href*="01-replay"]').first().click();
    await page.waitForURL("**/01-replay**");
  });
});

Deno.test("the contents are cut at no width, and stand beside the text", browserTest, async () => {
  for (const width of [960, 1280, 1440, 1520, 1599, 1600, 1920]) {
    await look("09-paxos", width, async (page) => {
      const { most, bar, text } = await page.evaluate<Record<string, number>>(`(() => {
        const right = (each) => each.getBoundingClientRect().right;
        const links = [...document.querySelectorAll(".VPSidebar .text")];
        return {
          most: Math.max(...links.map(right)),
          bar: right(document.querySelector(".VPSidebar")),
          text: document.querySelector(".vp-doc").getBoundingClientRect().left,
        };
      })()`);
      assertGreater(bar, most, `${width} px`);
      assertGreater(text, bar, `${width} px`);
    });
  }
});

Deno.test("search finds a word of a chapter", browserTest, async () => {
  await look("", 1280, async (page) => {
    await page.locator("button.DocSearch-Button").first().click();
    await page.locator("#localsearch-input").fill("generals");
    await page.waitForSelector(".VPLocalSearchBox .result");
    assertGreater(await page.locator(".VPLocalSearchBox .result").count(), 0);
  });
});

Deno.test("the page turns dark and light again", browserTest, async () => {
  await look("01-replay", 1280, async (page) => {
    const dark = () =>
      page.evaluate<boolean>('document.documentElement.classList.contains("dark")');
    const before = await dark();
    await page.locator(".VPSwitchAppearance").first().click();
    await changes(page, dark, before, "the page turns dark or light");
  });
});
