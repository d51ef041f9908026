import { assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { pathOf, serve } from "./serve.ts";

Deno.test("a path leads to a file below the folder, never out of it", () => {
  assertEquals(pathOf("http://x/"), "index.html");
  assertEquals(pathOf("http://x/01-replay?a=1"), "01-replay");
  for (
    const path of ["..%2fdeno.json", "a/%2e%2e/b%2f..%2f..", ".sources", "a/.git/x", "%00", "%"]
  ) {
    const found = pathOf(`http://x/${path}`);
    if (found !== undefined) assertMatch(found, /^b/);
  }
});

Deno.test("pages are served with their type, with or without ending; others are not found", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/page.html`, "<p>here</p>");
  await Deno.writeTextFile(`${folder}/404.html`, "<p>nowhere</p>");
  const { url, stop } = serve(folder, 0);
  for (
    const [path, status, text] of [
      ["/page", 200, "here"],
      ["/page.html", 200, "here"],
      ["/other", 404, "nowhere"],
    ] as const
  ) {
    const response = await fetch(url + path);
    assertEquals(response.status, status);
    assertEquals(response.headers.get("content-type"), "text/html; charset=utf-8");
    assertStringIncludes(await response.text(), text);
  }
  const posted = await fetch(url, { method: "POST" });
  assertEquals(posted.status, 405);
  await posted.body?.cancel();
  await stop();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("below another path than the root, that path leads to the book and nothing else does", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/page.html`, "here");
  const { url, stop } = serve(folder, 0, "/book/");
  const statusOf = async (address: string) => {
    const response = await fetch(address);
    await response.body?.cancel();
    return response.status;
  };
  assertEquals(await statusOf(`${url}/page`), 200);
  assertEquals(await statusOf(new URL("/page", url).href), 404);
  await stop();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a port that is taken is answered with what to do", async () => {
  const { url, stop } = serve(".", 0);
  const port = Number(new URL(url).port);
  assertThrows(() => serve(".", port), Error, `deno task start --port ${port + 1}`);
  await stop();
});
