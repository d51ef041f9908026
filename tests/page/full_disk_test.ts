/** The service worker, where a browser has no room left: what was fetched is shown all the same. @module */

import { assertEquals, assertMatch } from "@std/assert";
import { repositoryRoot } from "../../tools/run/mod.ts";

const home = "https://book.example/";
const text = await Deno.readTextFile(`${repositoryRoot}/site/offline/sw.js`);

/** A service worker whose caches hold the old pages and refuse every new one. */
function worker(old: Readonly<Record<string, string>>) {
  const listeners = new Map<string, (event: unknown) => void>();
  const cache = {
    match: (asked: string) =>
      Promise.resolve(old[asked] === undefined ? undefined : new Response(old[asked])),
    put: () => Promise.reject(new DOMException("no room", "QuotaExceededError")),
  };
  const files = JSON.stringify({ all: ["a.js"], bytes: 1, needs: {} });
  const fetched = (request: Request) => {
    const response = new Response(request.url.endsWith("files.json") ? files : "fresh");
    Object.defineProperty(response, "type", { value: "basic" });
    return Promise.resolve(response);
  };
  new Function("self", "caches", "fetch", text)(
    {
      location: { href: `${home}sw.js` },
      addEventListener: (name: string, act: (event: unknown) => void) => listeners.set(name, act),
    },
    { open: () => Promise.resolve(cache) },
    fetched,
  );
  return listeners;
}

/** What the worker answers to a request of this kind. */
async function answered(path: string, mode: string, old: Readonly<Record<string, string>> = {}) {
  const request = { url: home + path, method: "GET", mode };
  let answer: Promise<Response> | undefined;
  worker(old).get("fetch")!({
    request,
    respondWith: (response: Promise<Response>) => answer = response,
    waitUntil: () => {},
  });
  return await (await answer!).text();
}

Deno.test("a file and a page that cannot be kept are shown, and not an old page in their place", async () => {
  assertEquals(await answered("chart.json", "cors"), "fresh");
  const old = { [`${home}01-replay.html`]: "old", [home]: "the front page" };
  assertEquals(await answered("01-replay", "navigate", old), "fresh");
});

Deno.test("who asks for the whole book hears that there is no room for it", async () => {
  const said: { readonly failed?: string }[] = [];
  const all: Promise<unknown>[] = [];
  worker({}).get("message")!({
    data: { type: "keep all" },
    ports: [{ postMessage: (words: { readonly failed?: string }) => said.push(words) }],
    waitUntil: (until: Promise<unknown>) => all.push(until),
  });
  await Promise.all(all);
  assertEquals(said.length, 1);
  assertMatch(said[0]!.failed!, /no room for a\.js/);
});
