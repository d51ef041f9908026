/** Whatever a reader does to the playground, in whatever order, it goes on. */

import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { Random } from "hb/sim/random.ts";
import { browserTest, look } from "./playground_page.ts";
import { until } from "./waiting.ts";

/** Presses, chooses or fills in what the numbers say, and tells what that was. */
const act = `((at, choice, text) => {
  const root = document.querySelector(".hbp-large");
  if (root === null) return "the playground is gone";
  const all = [...root.querySelectorAll("button, select, input, summary, .hbp-node")]
    .filter((each) => !each.disabled && each.checkVisibility());
  const it = all[at % all.length];
  const name = it.ariaLabel || it.labels?.[0]?.textContent || it.textContent;
  const tell = () => {
    for (const type of ["input", "change"]) it.dispatchEvent(new Event(type, { bubbles: true }));
  };
  if (it.tagName === "SELECT") {
    it.selectedIndex = choice % it.options.length;
    tell();
  } else if (it.tagName === "INPUT" && it.type !== "checkbox") {
    it.value = it.type === "range"
      ? String(choice % 3000)
      : it.type === "number" && isNaN(text) ? "12" : text;
    tell();
  } else it.dispatchEvent(new MouseEvent("click", { bubbles: true, shiftKey: choice % 2 === 0 }));
  return name;
})`;

const texts = ["", "0", "-1", "1.5", "7", "250", "99999999", "abc"];

async function walk(page: Page, seed: number, steps: number): Promise<void> {
  const random = new Random(seed);
  for (let step = 0; step < steps; step++) {
    const numbers = [random.below(1_000_000), random.below(1_000_000)];
    const text = texts[random.below(texts.length)]!;
    const name = await page.evaluate(`${act}(${numbers}, ${JSON.stringify(text)})`);
    assertEquals(name === "the playground is gone", false, `seed ${seed}, step ${step}`);
  }
}

/** Pages, and how many nodes each is begun anew with. */
const few = ["3", "5", "7", "4", "2", "6"], many = ["12", "40", "5", "8", "7", "31"];
const pages: Readonly<Record<string, readonly string[]>> = {
  playground: few,
  paxos: few,
  multipaxos: few,
  epaxos: few,
  pbft: ["7", "5", "6"],
  hotstuff: ["7", "5", "6"],
  multiraft: few,
  chain: few,
  abd: few,
  dynamo: ["3", "5", "7", "4", "6"],
  crdt: few,
  calls: few,
  membership: many,
  rumours: many,
  trees: many,
};

for (const [path, counts] of Object.entries(pages)) {
  for (const seed of [1, 2]) {
    Deno.test(
      `a random walk through all of ${path} goes on (seed ${seed})`,
      browserTest,
      async () => {
        await look(path, {}, async (page) => {
          await page.locator(".hbp-large").waitFor();
          await walk(page, seed, 300);
        });
      },
    );
  }

  Deno.test(`${path} is begun anew with more nodes, and with fewer`, browserTest, async () => {
    await look(path, {}, async (page) => {
      await page.locator(".hbp-large").waitFor();
      await page.locator(".hbp-more-acts > summary").click();
      const nodes = page.locator("label", { hasText: /^Nodes/ }).locator("select");
      for (const count of counts) {
        await nodes.selectOption(count);
        await page.getByRole("button", { name: "Start anew" }).click();
        await until(page, `document.querySelectorAll(".hbp-node").length === ${count}`);
        const more = page.locator(".hbp-more-acts");
        if (await more.getAttribute("open") === null) await more.locator("summary").click();
      }
    });
  });
}
