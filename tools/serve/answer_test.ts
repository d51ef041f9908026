import { assert, assertEquals, assertMatch } from "@std/assert";
import { answer } from "./answer.ts";

const page = new TextEncoder().encode("<p>here</p>".repeat(500));

function asked(headers: Record<string, string> = {}) {
  return { headers: new Headers(headers) };
}

Deno.test("text is compressed for whoever takes that, and only what shrinks", async () => {
  const gzip = { "accept-encoding": "gzip, br" };
  const zipped = await answer(asked(gzip), page, "page.html", 200);
  assertEquals(zipped.headers.get("content-encoding"), "gzip");
  const bytes = await zipped.bytes();
  assert(bytes.length < page.length / 10);
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  assertEquals(await new Response(plain).bytes(), page);
  for (
    const [headers, path, body] of [
      [{}, "page.html", page],
      [{ "accept-encoding": "gzip;q=0" }, "page.html", page],
      [gzip, "font.woff2", page],
      [gzip, "page.html", page.slice(0, 100)],
    ] as const
  ) {
    const whole = await answer(asked(headers), body, path, 200);
    assertEquals(whole.headers.get("content-encoding"), null);
    assertEquals(await whole.bytes(), body);
  }
});

Deno.test("a browser keeps what has a digest in its name, and asks of the rest whether it is new", async () => {
  const kept = async (path: string, status = 200) =>
    (await answer(asked(), page, path, status)).headers.get("cache-control");
  for (
    const path of [
      "assets/style.BKmqh8fT.css",
      "assets/10-raft.md.DExH1aK1.lean.js",
      "assets/chunks/theme.DyFw8znc.js",
      "assets/KaTeX_Caligraphic-Bold.Dq_IR9rO.woff2",
      "assets/source-serif-4-latin-400-normal.DJ5YJwmz.woff2",
    ]
  ) {
    assertMatch(await kept(path) ?? "", /immutable/);
    assertEquals(await kept(path, 404), "no-cache");
  }
  for (const path of ["index.html", "vp-icons.css", "charts/10-raft-3.json", "10-raft.html"]) {
    assertEquals(await kept(path), "no-cache");
  }
});

Deno.test("what has not changed is not sent again, and what has is", async () => {
  const first = await answer(asked(), page, "page.html", 200);
  await first.body?.cancel();
  const tag = first.headers.get("etag")!;
  const again = await answer(
    asked({ "if-none-match": `"other", W/${tag}` }),
    page,
    "page.html",
    200,
  );
  assertEquals([again.status, again.body], [304, null]);
  const changed = await answer(asked({ "if-none-match": tag }), page.slice(1), "page.html", 200);
  assertEquals(changed.status, 200);
  await changed.body?.cancel();
  const gone = await answer(asked({ "if-none-match": tag }), page, "404.html", 404);
  assertEquals(gone.status, 404);
  await gone.body?.cancel();
});
