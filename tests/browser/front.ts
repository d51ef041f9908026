import { assert, assertEquals, assertGreater, assertNotEquals } from "@std/assert";
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

/** What a page may weigh before it is scrolled, compressed, without the playground. */
const mostBytes = 300_000;

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
for (const { name } of chapters) {
  for (const colorScheme of ["light", "dark"] as const) {
    Deno.test(`chapter ${name} can be read when it is ${colorScheme}`, browserTest, async () => {
      await look(name, { colorScheme }, async (page) => {
        assertEquals(await faintTexts(page, "main"), []);
      });
    });
  }
}

for (const path of ["", "playground", ...chapters.map(({ name }) => name)]) {
  Deno.test(
    `the first view of "/${path}" weighs less than ${mostBytes} bytes`,
    browserTest,
    async () => {
      const weights: [url: string, bytes: number][] = [];
      await look("404.html", {}, async (page) => {
        const bodies: Promise<void>[] = [];
        page.on("response", (response) => {
          const request = response.request();
          // What a browser fetches in idle time for the next click is no part of this view.
          if (
            /prefetch/.test(request.headers()["sec-purpose"] ?? request.headers()["purpose"] ?? "")
          ) {
            return;
          }
          bodies.push(
            response.body().then(async (body) => {
              if (isPlayground(body)) return;
              weights.push([new URL(response.url()).pathname, await compressed(body)]);
            }, () => {}),
          );
        });
        await page.goto(new URL(path === "" ? "/" : `/${path}`, page.url()).href, {
          waitUntil: "networkidle",
        });
        await Promise.all(bodies);
      });
      const all = weights.reduce((sum, [, bytes]) => sum + bytes, 0);
      const listed = weights.sort((a, b) => b[1] - a[1]).map((each) => each.join(" ")).join("\n");
      assertGreater(weights.length, 3);
      assert(all < mostBytes, `${all} bytes:\n${listed}`);
    },
  );
}

/** The chunk of the playground holds the names of its signs. */
function isPlayground(body: Uint8Array): boolean {
  return new TextDecoder().decode(body).includes("hbp-patience") &&
    new TextDecoder().decode(body.subarray(0, 200)).includes("import");
}

/** The size of a file as servers send it: with gzip, unless it is compressed already. */
async function compressed(body: Uint8Array): Promise<number> {
  const stream = new Blob([body.slice()]).stream().pipeThrough(new CompressionStream("gzip"));
  return Math.min(body.length, (await new Response(stream).arrayBuffer()).byteLength);
}
