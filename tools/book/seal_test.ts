import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { sealed } from "./seal.ts";

const page = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>One</title>
<link rel="stylesheet" href="/book/assets/style.css"><script id="dark">dark()</script>
<script type="module" src="/book/assets/app.js"></script></head>
<body><a href="/book/">home</a> <a href="/book/two.html#x">two</a> <a href="https://example.org/">out</a>
<script>window.map = {}</script></body></html>`;

Deno.test("a sealed page has no script in it, and a policy that lets none in", async () => {
  const { page: html, scripts } = await sealed(page, "/book/", false);
  const [[file, text] = ["", ""], ...others] = [...scripts];
  assertEquals(others, []);
  assertEquals(text, "dark();\nwindow.map = {}");
  assertStringIncludes(html, `<script src="./${file}"></script>`);
  assertEquals([...html.matchAll(/<script(?![^>]* src=)/g)].length, 0);
  assertStringIncludes(html, "script-src 'self' blob:");
  assert(!/script-src[^;]*unsafe-(?:inline|eval)/.test(html.replace("wasm-unsafe-eval", "")));
});

Deno.test("addresses of a sealed page are relative, but of the page that stands for any address", async () => {
  const { page: html } = await sealed(page, "/book/", false);
  for (const address of ["./assets/style.css", "./assets/app.js", "./index.html", "./two.html#x"]) {
    assertStringIncludes(html, `"${address}"`);
  }
  assertStringIncludes(html, '"https://example.org/"');
  assertStringIncludes((await sealed(page, "/book/", true)).page, '"/book/two.html#x"');
});
