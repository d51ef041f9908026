import { assert, assertEquals, assertGreater, assertNotEquals } from "@std/assert";
import { playgroundKit, protocols } from "hb/laboratory/playground/kits.ts";
import type { Page } from "playwright-core";
import { parts, plannedIn } from "../../tools/book/contents.ts";
import { listChapters, repositoryRoot } from "../../tools/run/mod.ts";
import {
  assertFits,
  browserTest,
  desk,
  faintTexts,
  leaderOn,
  look,
  phone,
  pressOn,
} from "./playground_page.ts";
import { placeOf } from "./waiting.ts";

/**
 * What a page may weigh before it is scrolled, compressed, with the playground that is in sight. The text of a long
 * chapter with its pictures, two hours of reading, is a third of it, and may be somewhat more.
 */
const mostBytes = 300_000, mostBytesOfChapter = 315_000;

Deno.test(
  "a reader without a mouse crashes the leader on the front page, and another leads",
  browserTest,
  async () => {
    await look("", {}, async (page) => {
      const first = await leaderOn(page);
      await pressOn(page, first, "Enter");
      assertNotEquals(await leaderOn(page, first), first);
      await page.locator(".hbp-news", { hasText: /leads term/ }).waitFor();
    });
  },
);

Deno.test(
  "the front page says what the book is in one screen, beside a cluster to break",
  browserTest,
  async () => {
    await look("", { viewport: desk }, async (page) => {
      await leaderOn(page);
      for (const part of ["h1", ".tagline", ".start", ".hbp-ring", ".hbp-small .hbp-bar"]) {
        await assertInSight(page, part, desk.height);
      }
    });
    await look("", { viewport: phone }, async (page) => {
      for (const part of ["h1", ".tagline", ".hero .words p:last-of-type", ".start"]) {
        await assertInSight(page, part, phone.height);
      }
      const ring = await placeOf(page, ".hbp-ring");
      assert(ring.y < phone.height - 200, `the ring begins at ${ring.y}`);
    });
  },
);

async function assertInSight(page: Page, selector: string, height: number): Promise<void> {
  const box = await placeOf(page, selector);
  assert(box.y >= 0 && box.y + box.height <= height, `${selector} ends at ${box.y + box.height}`);
}

Deno.test(
  "the contents name all chapters, and link those that are written",
  browserTest,
  async () => {
    const written = (await listChapters(repositoryRoot)).length;
    const planned = parts.flatMap(plannedIn).length;
    await look("", {}, async (page) => {
      const entries = page.locator(".contents li");
      assertEquals(await entries.count(), planned);
      assertEquals(await entries.locator("a").count(), written);
      assertEquals(await page.locator(".contents li.planned").count(), planned - written);
      assertGreater(await page.locator(".paths a").count(), 0);
      assertEquals(await page.locator(".courses table").count(), 2);
    });
  },
);

Deno.test("the link to the whole playground takes the run along", browserTest, async () => {
  await look("", {}, async (page) => {
    await leaderOn(page);
    await page.getByRole("button", { name: "Crash the leader" }).click();
    await page.locator(".hbp-more").click();
    await page.waitForURL("**/playground**");
    await page.locator(".hbp-large").waitFor();
    assertEquals(await page.locator(`.hbp-node[data-standing="down"]`).count(), 1);
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(
    `the front page fits a phone and can be read when it is ${colorScheme}`,
    browserTest,
    async () => {
      await look("", { viewport: phone, colorScheme }, async (page) => {
        await page.locator(".hbp-small").waitFor();
        await assertFits(page, phone.width);
        assertEquals(await faintTexts(page, "main"), []);
      });
    },
  );
}

const chapters = await listChapters(repositoryRoot);
for (const name of [...chapters.map(({ name }) => name), "exercises", "exercise-01-replay"]) {
  for (const colorScheme of ["light", "dark"] as const) {
    Deno.test(`${name} can be read when it is ${colorScheme}`, browserTest, async () => {
      await look(name, { colorScheme }, async (page) => {
        assertEquals(await faintTexts(page, "main"), []);
      });
    });
  }
}

const views: readonly (readonly [path: string, most: number])[] = [
  ["", mostBytes],
  ["playground", mostBytes],
  ...chapters.map(({ name }) => [name, mostBytesOfChapter] as const),
];
for (const [path, most] of views) {
  Deno.test(
    `the first view of "/${path}" weighs less than ${most} bytes`,
    browserTest,
    async () => {
      const weights = await Promise.all(
        (await firstView(path)).map(async ([url, body]) => [url, await compressed(body)] as const),
      );
      const all = weights.reduce((sum, [, bytes]) => sum + bytes, 0);
      const listed = weights.sort((a, b) => b[1] - a[1]).map((each) => each.join(" ")).join("\n");
      assertGreater(weights.length, 3);
      assert(all < most, `${all} bytes:\n${listed}`);
    },
  );
}

for (const [path, protocol] of [["", "raft"], ["playground", "raft"], ["abd", "abd"]] as const) {
  Deno.test(
    `"/${path}" fetches the code of ${protocol}, and of no other`,
    browserTest,
    async () => {
      const bodies = (await firstView(path)).map(([, body]) => new TextDecoder().decode(body));
      const fetched: string[] = [];
      for (const each of protocols) {
        const { bugs, quiet } = await playgroundKit(each);
        // Words that stand in no code but its own.
        const mark = Object.values(bugs)[0]?.example ?? quiet;
        if (bodies.some((body) => body.includes(mark))) fetched.push(each);
      }
      assertEquals(fetched, [protocol]);
    },
  );
}

/** What a page fetches before it is scrolled, by its address. */
async function firstView(path: string): Promise<readonly (readonly [url: string, Uint8Array])[]> {
  const bodies: Promise<readonly [string, Uint8Array] | undefined>[] = [];
  await look("404.html", {}, async (page) => {
    page.on("response", (response) => {
      const { "sec-purpose": sec, purpose } = response.request().headers();
      // What a browser fetches in idle time for the next click is no part of this view.
      if (/prefetch/.test(sec ?? purpose ?? "")) return;
      const { pathname } = new URL(response.url());
      bodies.push(response.body().then((body) => [pathname, body] as const, () => undefined));
    });
    await page.goto(new URL(path === "" ? "/" : `/${path}`, page.url()).href, {
      waitUntil: "networkidle",
    });
    await Promise.all(bodies);
  });
  return (await Promise.all(bodies)).filter((each) => each !== undefined);
}

/** The size of a file as servers send it: with gzip, unless it is compressed already. */
async function compressed(body: Uint8Array): Promise<number> {
  const stream = new Blob([body.slice()]).stream().pipeThrough(new CompressionStream("gzip"));
  return Math.min(body.length, (await new Response(stream).arrayBuffer()).byteLength);
}
