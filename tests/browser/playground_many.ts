import { assert, assertEquals, assertNotEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { playgroundKit } from "hb/laboratory/playground/kits.ts";
import { play } from "hb/laboratory/playground/play.ts";
import { readSession } from "hb/laboratory/playground/read.ts";
import {
  assertFits,
  browserTest,
  desk,
  faintTexts,
  look,
  phone,
  pressOn,
} from "./playground_page.ts";
import { until, waitFor } from "./waiting.ts";

/** Forty members, by the end of which one is dead, one is cut off, a link is cut, and one has left. */
const eventful = "membership#play=2.swim.7.14..5kC7.2sXl.2sL3-9.2sGu&t=2400";

async function opened(page: Page): Promise<void> {
  await page.locator(".hbp-large .hbp-dot[data-node]").first().waitFor();
}

function toneOf(page: Page, node: number): Promise<string | null> {
  return page.locator(`.hbp-node[data-node="${node}"]`).getAttribute("data-tone");
}

Deno.test(
  "many nodes are seen as one of them sees them, and the link says which",
  browserTest,
  async () => {
    await look(eventful, {}, async (page) => {
      await opened(page);
      assertEquals(await page.locator(".hbp-node[data-node]").count(), 40);
      assertEquals([await toneOf(page, 7), await toneOf(page, 30)], ["bad", "past"]);
      assertEquals(await toneOf(page, 21), "bad");
      const said = () => page.locator(".hbp-counts").innerText();
      assert((await said()).includes("node 0 sees"), await said());
      const before = await said();
      await pressOn(page, 21, "v");
      assertEquals(await toneOf(page, 21), "good");
      assertNotEquals(await said(), before);
      assertEquals(await page.getByLabel("Seen").inputValue(), "21");
      await page.getByRole("button", { name: "Copy link" }).click();
      const hash = new URL(page.url()).hash;
      assert(hash.endsWith("&as=21"), hash);
      await page.getByLabel("Seen").selectOption("each");
      await page.evaluate(`location.hash = ${JSON.stringify(hash.replace("&t=2400", "&t=2399"))}`);
      await until(page, `document.querySelector(".hbp-eyes select").value === "21"`);
    });
  },
);

Deno.test("a node that is believed dead says so to who does not see it", browserTest, async () => {
  await look(eventful, {}, async (page) => {
    await opened(page);
    const label = await page.locator(`.hbp-node[data-node="7"]`).getAttribute("aria-label");
    assert(label!.startsWith("Node 7: down, dead to node 0"), label!);
    const own = await page.locator(`.hbp-node[data-node="21"]`).getAttribute("aria-label");
    assert(own!.includes("dead to node 0, cut off"), own!);
  });
});

Deno.test("what is done to one of many nodes is done by buttons, too", browserTest, async () => {
  await look("membership#play=2.swim.7.14.&t=400", {}, async (page) => {
    await opened(page);
    const one = page.getByRole("group", { name: "One node" });
    await one.getByLabel("Node").selectOption("12");
    await one.getByRole("button", { name: "Crash" }).click();
    await one.getByRole("button", { name: "Restart" }).click();
    await one.getByRole("button", { name: "Cut off" }).click();
    await one.getByRole("button", { name: "See as it sees" }).click();
    assertEquals(await page.getByLabel("Seen").inputValue(), "12");
    await page.locator("summary", { hasText: "Links, leaving" }).click();
    await page.getByRole("form", { name: "Links" }).getByRole("button", { name: "Cut link" })
      .click();
    assertEquals(await page.locator(".hbp-links > g").count(), 1);
    await page.getByRole("form", { name: "Leaving" }).getByRole("button").click();
    await page.getByRole("button", { name: "Copy link" }).click();
    const { session: { acts } } = await readSession(/#play=(.*?)&/.exec(page.url())![1]!);
    assertEquals(acts.map(({ act }) => act.kind), [
      "crash",
      "restart",
      "cut",
      "cut link",
      "command",
    ]);
  });
});

Deno.test("all nodes and all that they believe can be looked at", browserTest, async () => {
  await look(eventful, {}, async (page) => {
    await opened(page);
    await page.locator("summary", { hasText: "one by one" }).click();
    await page.locator(".hbp-cards li", { hasText: "member" }).first().waitFor();
    const cards = await page.locator(".hbp-cards li").allInnerTexts();
    assertEquals(cards.length, 40);
    assert(cards[7]!.includes("down"), cards[7]!);
    await page.locator("summary", { hasText: "believes of each other" }).click();
    const words = await page.locator(".hbp-matrix canvas[aria-label]").getAttribute("aria-label");
    assert(/^\d+ times alive, \d+ times suspect, \d+ times dead/.test(words!), words!);
  });
});

Deno.test(
  "a rumour is told, and the page shows who has heard it, and in how many rounds",
  browserTest,
  async () => {
    await look("rumours#play=2.gossip.7.14.&t=100&as=spread", {}, async (page) => {
      await opened(page);
      await page.getByLabel("Speed").selectOption({ label: "as fast as it is" });
      await page.getByRole("button", { name: "Tell", exact: true }).click();
      await page.getByRole("button", { name: "Play" }).click();
      await page.locator(".hbp-wave", { hasText: /heard by (all 40|3\d of 40) that run, in \d/ })
        .waitFor();
      const heard = page.locator(`.hbp-node[data-tone="good"]`);
      await waitFor(page, async () => await heard.count() > 30, "31 nodes that have heard");
    });
  },
);

const pages = { swim: "membership", gossip: "rumours", plumtree: "trees" };
for (const [protocol, path] of Object.entries(pages)) {
  const { kit, bugs } = await playgroundKit(protocol);
  const [name, { title, example }] = Object.entries(bugs)[0]!;
  Deno.test(
    `the page shows what comes of a rule of ${protocol} that is broken`,
    browserTest,
    async () => {
      const { session, kit: played } = await readSession(example);
      const { violation } = play(session, 3000, played);
      await look(`${path}#play=${example}&t=3000`, {}, async (page) => {
        await opened(page);
        assertEquals(await page.locator(".hbp-warning").innerText(), `A rule is broken: ${title}.`);
        const breach = await page.locator(".hbp-breach").innerText();
        assert(breach.includes(violation!.words), `${kit.bugs[name]!.words}: ${breach}`);
        assert(await page.locator(`.hbp-node[data-broken="true"]`).count() > 0);
      });
    },
  );
}

Deno.test(
  "a tree is drawn among the neighbours, and payloads go over it",
  browserTest,
  async () => {
    await look("trees#play=2.plumtree.7.14..p0B3-1&t=1500", {}, async (page) => {
      await opened(page);
      assertEquals(await page.locator(`.hbp-node[data-tone="good"]`).count(), 40);
      const links = await page.evaluate<number[]>(
        `[...document.querySelectorAll(".hbp-neighbours")]
        .map((path) => (path.getAttribute("d") ?? "").split("M").length - 1)`,
      );
      // Each link of a tree of 40 nodes is drawn from both of its ends.
      assert(links[0]! >= 78 && links[1]! > 0, links.join());
    });
  },
);

/** Pairs of nodes whose bodies overlap, numbers that do not fit into their nodes, and small targets. */
const crowded = `(() => {
  const nodes = [...document.querySelectorAll(".hbp-node[data-node]")].map((node) => ({
    name: node.dataset.node,
    body: node.querySelector(".hbp-body").getBoundingClientRect(),
    text: node.querySelector(".hbp-name").getBoundingClientRect(),
  }));
  const middle = ({ left, right, top, bottom }) => [(left + right) / 2, (top + bottom) / 2];
  const wrong = [];
  nodes.forEach((a, i) => {
    if (a.text.width > a.body.width || a.text.height > a.body.height) wrong.push(a.name + " is cut");
    for (const b of nodes.slice(i + 1)) {
      const [[x, y], [X, Y]] = [middle(a.body), middle(b.body)];
      const apart = Math.hypot(x - X, y - Y);
      if (apart < (a.body.width + b.body.width) / 2) wrong.push(a.name + " and " + b.name + " overlap");
      if (apart < 24) wrong.push(a.name + " and " + b.name + " are too near for a finger");
    }
  });
  return wrong;
})()`;

for (const colorScheme of ["light", "dark"] as const) {
  for (const viewport of [phone, desk]) {
    Deno.test(
      `forty nodes fit at ${viewport.width} px and can be read on a ${colorScheme} page`,
      browserTest,
      async () => {
        await look(eventful, { viewport, colorScheme }, async (page) => {
          await opened(page);
          for (const words of ["one by one", "believes of each other", "Links, leaving"]) {
            await page.locator("summary", { hasText: words }).click();
          }
          await assertFits(page, viewport.width);
          assertEquals(await page.evaluate(crowded), []);
          assertEquals(await faintTexts(page, ".hbp"), []);
        });
      },
    );
  }
}
