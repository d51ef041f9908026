import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { playgroundKit } from "hb/laboratory/playground/kits.ts";
import { play } from "hb/laboratory/playground/play.ts";
import { readSession } from "hb/laboratory/playground/read.ts";
import {
  assertFits,
  browserTest,
  faintTexts,
  leaderOn,
  look,
  phone,
  pressOn,
} from "./playground_page.ts";
import { until } from "./waiting.ts";

/** A session in which much has happened by 1300 ms: a value, a cut node, a cut link, a crash. */
const eventful = "playground#play=1.7.5..dwP1-x-1.1eX0.8cL2-3.dwC3&t=1300";

async function opened(page: Page): Promise<void> {
  await page.locator(".hbp-large").waitFor();
}

async function fingerprint(page: Page): Promise<string> {
  await until(
    page,
    `/^[0-9a-f]{16}$/.test(document.querySelector(".hbp-digest")?.textContent ?? "")`,
  );
  return await page.locator(".hbp-digest").innerText();
}

Deno.test(
  "a run that is shared as a link is the same run, in the page and outside of it",
  browserTest,
  async () => {
    let link = "", digest = "";
    await look("playground", {}, async (page) => {
      await opened(page);
      await page.getByLabel("Speed").selectOption({ label: "as fast as it is" });
      const first = await leaderOn(page);
      await pressOn(page, first, "Enter");
      const second = await leaderOn(page, first);
      assertNotEquals(second, first);
      await page.getByRole("button", { name: "Put", exact: true }).click();
      await page.locator(".hbp-news", { hasText: /put x = 1: done/ }).waitFor();
      await page.getByRole("button", { name: "Copy link to this run" }).click();
      link = new URL(page.url()).hash;
      digest = await fingerprint(page);
      const said = page.locator(".hbp-share [role=status]");
      assertNotEquals(await said.innerText(), "");
      await page.getByLabel("Time in the run").focus();
      await page.keyboard.press("Home");
      await until(page, `document.querySelector(".hbp-share [role=status]").textContent === ""`);
    });
    assertMatch(link, /^#play=[A-Za-z0-9.-]+&t=\d+$/);
    const [, code = "", time = ""] = /^#play=(.*)&t=(\d+)$/.exec(link)!;
    const { session, kit } = await readSession(code);
    assertEquals(session.acts.map(({ act }) => act.kind), ["crash", "ask"]);
    assertEquals(play(session, Number(time), kit).digest, digest);
    await look(`playground${link}`, {}, async (page) => {
      await opened(page);
      assertEquals(await fingerprint(page), digest);
    });
  },
);

Deno.test("a reader goes back in time, and what was done happens again", browserTest, async () => {
  await look(eventful, {}, async (page) => {
    await opened(page);
    const digest = await fingerprint(page);
    const down = page.locator(`.hbp-node[data-standing="down"]`);
    await page.getByLabel("Time in the run").focus();
    await page.keyboard.press("Home");
    assertEquals(await page.locator(".hbp-news li").count(), 0);
    assertEquals(await down.count(), 0);
    assertNotEquals(await fingerprint(page), digest);
    await page.getByRole("button", { name: "On to what happens next" }).click();
    assertNotEquals(await page.locator(".hbp-time").innerText(), "0.000 s");
    await page.getByLabel("Time in the run").fill("1300");
    assertEquals(await fingerprint(page), digest);
  });
});

Deno.test(
  "nodes are crashed, cut off and joined from the keyboard and by the buttons",
  browserTest,
  async () => {
    await look("playground#play=1.3.3.&t=800", {}, async (page) => {
      await opened(page);
      const standing = (node: number) =>
        page.locator(`.hbp-node[data-node="${node}"]`).getAttribute("data-standing");
      await page.getByRole("button", { name: "Crash node 1" }).click();
      assertEquals(await standing(1), "down");
      await pressOn(page, 1, "c");
      assertNotEquals(await standing(1), "down");
      await pressOn(page, 1, "x");
      await page.getByRole("button", { name: "Join node 1" }).waitFor();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Enter");
      assertEquals(await standing(2), "down");
      await page.locator("summary", { hasText: "Links, leadership" }).click();
      await page.getByRole("button", { name: "Cut link" }).click();
      await page.getByRole("button", { name: "Copy link" }).click();
      const code = /#play=(.*)&/.exec(page.url())![1]!;
      const kinds = (await readSession(code)).session.acts.map(({ act }) => act.kind);
      assertEquals(kinds, ["crash", "restart", "cut", "crash", "cut link"]);
    });
  },
);

for (const [name, { title, example }] of Object.entries((await playgroundKit("raft")).bugs)) {
  Deno.test(`the page shows what comes of it: ${title}`, browserTest, async () => {
    const { session, kit } = await readSession(example);
    const { violation } = play(session, 3000, kit);
    await look(`playground#play=${example}&t=3000`, {}, async (page) => {
      await opened(page);
      assertEquals(await page.locator(".hbp-warning").innerText(), `A rule is broken: ${title}.`);
      const breach = await page.locator(".hbp-breach").innerText();
      assert(breach.includes(violation!.words), `${name}: ${breach}`);
      assert(await page.locator(`.hbp-node[data-broken="true"]`).count() > 0);
      await page.getByRole("button", { name: "Go back 100 ms" }).click();
      assertEquals(await page.locator(".hbp-breach").innerText(), "");
    });
  });
}

Deno.test(
  "settings change while the run goes on, and those that cannot be are refused",
  browserTest,
  async () => {
    await look("playground#play=1.3.3.&t=800", {}, async (page) => {
      await opened(page);
      await page.locator("summary", { hasText: "Links, leadership" }).click();
      await page.getByLabel("Election timeout, ms, at least").fill("400");
      await page.getByRole("button", { name: "Apply" }).click();
      await page.locator(".hbp-settings .hbp-refusal", { hasText: "shorter time" }).waitFor();
      await page.getByLabel("Election timeout, ms, at most").fill("600");
      await page.getByRole("button", { name: "Apply" }).click();
      assertEquals(await page.locator(".hbp-settings .hbp-refusal").innerText(), "");
      await page.getByRole("button", { name: "Copy link" }).click();
      const { session: { acts } } = await readSession(/#play=(.*)&/.exec(page.url())![1]!);
      const act = acts[0]?.act;
      assert(act?.kind === "set");
      assertEquals(act.settings.values["electionMs"], [400, 600]);
    });
  },
);

Deno.test("another link in the address of the same page is followed", browserTest, async () => {
  await look("playground#play=1.3.3.&t=800", {}, async (page) => {
    await opened(page);
    assertEquals(await page.locator(".hbp-node").count(), 3);
    await page.evaluate(`location.hash = "#play=1.3.7.&t=400"`);
    await until(page, `document.querySelectorAll(".hbp-node").length === 7`);
    assertEquals(await page.locator(".hbp-time").innerText(), "0.400 s");
  });
});

Deno.test("a link to another protocol is followed wherever it is opened", browserTest, async () => {
  await look("#play=2.rpc.7.3.&t=100", {}, async (page) => {
    await page.locator(".hbp-small .hbp-caption", { hasText: "account" }).waitFor();
  });
  await look("abd#play=1.7.3.&t=100", {}, async (page) => {
    await opened(page);
    assertEquals(await page.locator(".hbp-caption", { hasText: "account" }).count(), 0);
    // Of two that come at once the later one counts, whichever code is there first.
    await page.evaluate(`{
      location.hash = "#play=2.multiraft.7.4.&t=100";
      location.hash = "#play=2.rpc.7.3.&t=100";
    }`);
    await page.locator(".hbp-caption", { hasText: "account" }).waitFor();
    await page.waitForLoadState("networkidle");
    assertEquals(await page.locator(".hbp-caption", { hasText: "account" }).count(), 1);
    assertEquals(await page.locator(".hbp-large").count(), 1);
  });
});

const hostile = ["1.7.3..0Z0", "1.7.99.", "<img src=x onerror=alert(1)>", "1.7.3..0P0-<b>-1"];
for (const text of hostile) {
  Deno.test(`a link that holds ${text} is refused in plain words`, browserTest, async () => {
    await look(`playground#play=${encodeURI(text)}`, {}, async (page) => {
      await opened(page);
      assertMatch(
        await page.locator(".hbp-large > .hbp-refusal").innerText(),
        /^Cannot (read|play) the session/,
      );
      assertEquals(await page.locator(".hbp img").count(), 0);
      assertEquals(await page.locator(".hbp-node").count(), 5);
    });
  });
}

Deno.test("the space-time diagram opens, and the ring follows it", browserTest, async () => {
  await look(eventful, {}, async (page) => {
    await opened(page);
    await page.locator("summary", { hasText: "space-time diagram" }).click();
    await page.locator(".hbp-explored .hbx-stage svg").first().waitFor();
    const time = await page.locator(".hbp-time").innerText();
    await page.locator(".hbp-explored .hbx-bar button").first().click();
    await until(
      page,
      `document.querySelector(".hbp-time").textContent !== ${JSON.stringify(time)}`,
    );
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(
    `everything on a phone fits and can be read on a ${colorScheme} page`,
    browserTest,
    async () => {
      await look(eventful, { viewport: phone, colorScheme }, async (page) => {
        await opened(page);
        await page.locator("summary", { hasText: "Links, leadership" }).click();
        await assertFits(page, phone.width);
        assertEquals(await faintTexts(page, ".hbp"), []);
      });
    },
  );
}

Deno.test("who wants less motion starts the cluster themselves", browserTest, async () => {
  await look("playground", { reducedMotion: "reduce" }, async (page) => {
    await opened(page);
    await page.waitForTimeout(700);
    assertEquals(await page.locator(".hbp-time").innerText(), "0.000 s");
    await page.getByRole("button", { name: "Play" }).click();
    await until(page, `document.querySelector(".hbp-time").textContent !== "0.000 s"`);
  });
});

Deno.test("another protocol is played in the same way", browserTest, async () => {
  await look("calls#play=2.rpc.7.3.&t=100", {}, async (page) => {
    await opened(page);
    assertEquals(await page.locator(".hbp-node").count(), 3);
    assertEquals(await page.locator(`[data-node="0"] .hbp-caption`).textContent(), "account");
    await page.getByLabel("Speed").selectOption({ label: "as fast as it is" });
    await page.getByLabel("Amount").fill("10");
    await page.getByRole("button", { name: "Deposit", exact: true }).click();
    await page.getByRole("button", { name: "Play" }).click();
    await page.locator(".hbp-news", { hasText: "deposit 10: 10 in all" }).waitFor();
    await page.getByRole("button", { name: "Copy link" }).click();
    const { session: { protocol, acts } } = await readSession(/#play=(.*)&/.exec(page.url())![1]!);
    assertEquals([protocol, acts.map(({ act }) => act.kind)], ["rpc", ["ask"]]);
    assertEquals(await page.locator(".hbp-entry").innerText(), "1.1\n+10");
    await page.locator("summary", { hasText: "Links, settings" }).click();
    await page.getByLabel("Promise").selectOption("maybe");
    await page.getByRole("button", { name: "Apply" }).click();
    assertEquals(await page.locator(".hbp-settings .hbp-refusal").innerText(), "");
    assertEquals(await faintTexts(page, ".hbp"), []);
  });
});

/** A session of ranges by the end of which there are many, and one has stopped. */
const manyRanges =
  "multiraft#play=2.multiraft.7.4..h8D1-Abcdefgh.3cD2-c.3cD3-Zzzzzzz9.3cD0-p.3cD1-r9." +
  "3cD2-zebra123.3cD3-t.5kP2-r9-12345678.5kL0-1.0X3.5U2-t.1eC0&t=1830";

Deno.test(
  "ranges are split in the page, and replicas are moved by a form of their own",
  browserTest,
  async () => {
    await look("multiraft#play=2.multiraft.7.4.&t=600", {}, async (page) => {
      await opened(page);
      const cells = (node: number) =>
        page.locator(`.hbp-logs tr[data-node="${node}"] .hbp-entry`).allInnerTexts();
      assertEquals(await cells(2), ["1 v1\n[−∞, m)", "2★ v1\n[m, ∞)"]);
      await page.getByLabel("Speed").selectOption({ label: "as fast as it is" });
      await page.getByLabel("Key").first().fill("p");
      await page.getByRole("button", { name: "Split" }).click();
      await page.getByRole("button", { name: "Play" }).click();
      await page.locator(".hbp-news", { hasText: "Node 1 has range 3 now" }).waitFor();
      await page.locator("summary", { hasText: "Links, replicas" }).click();
      const form = page.getByRole("form", { name: "Replicas" });
      await form.getByLabel("Key").fill("p");
      await form.locator("label", { hasText: /^Node/ }).locator("select").selectOption("0");
      await form.getByRole("button", { name: "Add a replica" }).click();
      await page.locator(".hbp-news", { hasText: "Node 0 has range 3 now" }).waitFor();
      assertEquals((await cells(0)).at(-1), "3 v2\n[p, ∞)");
      await page.getByRole("button", { name: "Copy link" }).click();
      const { session: { acts } } = await readSession(/#play=(.*)&/.exec(page.url())![1]!);
      assertEquals(acts.map(({ act }) => act.kind === "ask" && [act.request, act.words]), [
        ["split", { key: "p" }],
        ["add", { key: "p", node: "0" }],
      ]);
    });
  },
);

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(
    `many ranges fit on a phone and can be read on a ${colorScheme} page`,
    browserTest,
    async () => {
      await look(manyRanges, { viewport: phone, colorScheme }, async (page) => {
        await opened(page);
        await page.locator("summary", { hasText: "Links, replicas" }).click();
        await assertFits(page, phone.width);
        assertEquals(await faintTexts(page, ".hbp"), []);
        const cut = `[...document.querySelectorAll(".hbp-entry > *")]
        .filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.textContent)`;
        assertEquals(await page.evaluate(cut), []);
      });
    },
  );
}
