/** Stores and logs that are played: their pages begin with a run, are looked at through the eyes of a node, and fit a phone. */

import { assert, assertEquals } from "@std/assert";
import { playgroundKit } from "hb/laboratory/playground/kits.ts";
import { play } from "hb/laboratory/playground/play.ts";
import { readSession } from "hb/laboratory/playground/read.ts";
import type { Page } from "playwright-core";
import { assertFits, browserTest, desk, faintTexts, look, phone } from "./playground_page.ts";

/** A page, its protocol, and what is seen in the end of the run that it begins with. */
interface Store {
  readonly protocol: string;
  /** What is told by its end. */
  readonly told: string;
  /** Who looks, at whom, and what it sees by its colour. */
  readonly seen?: readonly [by: number, node: number, tone: string];
}

/** By then the runs that pages begin with have come to their end, in ms. */
const END_MS = 1000;

const stores: Readonly<Record<string, Store>> = {
  epaxos: { protocol: "epaxos", told: "Node 4 executes 2.1, then 0.1, then 4.1." },
  pbft: { protocol: "pbft", told: "Client at node 5, put y = d: done." },
  hotstuff: { protocol: "hotstuff", told: "Client at node 5, put x = c: done." },
  chain: {
    protocol: "chain",
    told: "Client at node 2, get x: b.",
    seen: [0, 3, "past"],
  },
  abd: { protocol: "abd", told: "" },
  dynamo: {
    protocol: "dynamo",
    told: "Client at node 1, get cart: book and pen.",
    seen: [4, 2, "good"],
  },
  crdt: {
    protocol: "crdt-deltas",
    told: "Client at node 0, what is there: eggs, milk.",
    seen: [0, 2, "good"],
  },
};

async function opened(page: Page): Promise<void> {
  await page.locator(".hbp-large").waitFor();
}

async function goTo(page: Page, ms: number): Promise<void> {
  await page.getByLabel("Time in the run").fill(`${ms}`);
}

for (const [path, { protocol, told, seen }] of Object.entries(stores)) {
  Deno.test(`${path} begins with a run, and a node sees what it knows`, browserTest, async () => {
    await look(path, {}, async (page) => {
      await opened(page);
      await goTo(page, END_MS);
      await page.locator(".hbp-news", { hasText: told }).waitFor();
      assertEquals(await page.locator(".hbp-breach").innerText(), "");
      if (seen === undefined) return;
      const [by, node, tone] = seen;
      await page.getByLabel("Seen").selectOption(`${by}`);
      const body = page.locator(`.hbp-node[data-node="${node}"]`);
      assertEquals(await body.getAttribute("data-tone"), tone);
      await page.getByRole("button", { name: "Copy link" }).click();
      assert(page.url().endsWith(`&as=${by}`), page.url());
    });
  });

  const { bugs } = await playgroundKit(protocol);
  for (const [name, { title, example }] of Object.entries(bugs)) {
    Deno.test(`the page shows what comes of it in ${path}: ${title}`, browserTest, async () => {
      const { session, kit } = await readSession(example);
      const { violation } = play(session, 3000, kit);
      await look(`${path}#play=${example}&t=3000`, {}, async (page) => {
        await opened(page);
        assertEquals(await page.locator(".hbp-warning").innerText(), `A rule is broken: ${title}.`);
        const breach = await page.locator(".hbp-breach").innerText();
        assert(breach.includes(violation!.words), `${name}: ${breach}`);
      });
    });
  }

  for (const colorScheme of ["light", "dark"] as const) {
    for (const viewport of [phone, desk]) {
      Deno.test(
        `${path} fits at ${viewport.width} px and can be read on a ${colorScheme} page`,
        browserTest,
        async () => {
          await look(path, { viewport, colorScheme }, async (page) => {
            await opened(page);
            await page.locator(".hbp-more-acts > summary").click();
            for (const ms of [0, END_MS / 2, END_MS]) {
              await goTo(page, ms);
              await assertFits(page, viewport.width);
              assertEquals(await faintTexts(page, ".hbp"), []);
              assertEquals(await page.evaluate(crowded), [], `at ${ms} ms`);
            }
          });
        },
      );
    }
  }
}

/** What is said in or beside a node and goes beyond it, over another, or out of the picture. */
const crowded = `(() => {
  const ring = document.querySelector(".hbp-ring svg").getBoundingClientRect();
  const nodes = [...document.querySelectorAll(".hbp-node[data-node]")].map((node) => ({
    name: node.dataset.node,
    body: node.querySelector(".hbp-body").getBoundingClientRect(),
    badge: node.querySelector(".hbp-badge").getBoundingClientRect(),
    caption: node.querySelector(".hbp-caption").getBoundingClientRect(),
  }));
  const meet = (a, b) => a.width > 0 && b.width > 0 &&
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const wrong = [];
  nodes.forEach(({ name, body, badge, caption }, i) => {
    // Below the number a node is narrower than in its middle.
    if (badge.width > 0.82 * body.width) wrong.push("what stands in node " + name + " is wider than it");
    if (caption.left < ring.left - 1 || caption.right > ring.right + 1) wrong.push("the caption of " + name + " is cut");
    nodes.forEach((other, j) => {
      if (i !== j && meet(caption, other.body)) wrong.push("the caption of " + name + " lies on " + other.name);
      if (i < j && meet(caption, other.caption)) wrong.push("the captions of " + name + " and " + other.name + " meet");
    });
  });
  return wrong;
})()`;
