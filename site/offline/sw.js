/*
 * The service worker of the book. What has a digest in its name never changes, and is taken from the cache; pages are
 * asked for first, and taken from the cache when there is no network. `VERSION` is put in when the book is built.
 */
const VERSION = "%VERSION%";
const cacheName = `happens-before-${VERSION}`;
const home = new URL("./", self.location.href).href;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(cacheName).then((cache) => cache.addAll([home, `${home}files.json`])),
  );
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("happens-before-") && name !== cacheName) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(home)) return;
  if (request.mode === "navigate") return event.respondWith(page(request));
  const answered = answer(request);
  event.respondWith(answered.then(({ response }) => response));
  event.waitUntil(answered.then(({ kept }) => kept, () => {}));
});

/** How long a page is waited for before the kept one is shown, in ms. */
const PATIENCE_MS = 4000;

async function page(request) {
  const cache = await caches.open(cacheName);
  const kept = () => cache.match(plain(request.url), { ignoreSearch: true });
  try {
    const late = new Promise((_, reject) =>
      setTimeout(() => reject(new Error("late")), PATIENCE_MS)
    );
    const response = await Promise.race([
      fetch(request),
      (await kept()) ? late : new Promise(() => {}),
    ]);
    if (response.ok) await cache.put(plain(request.url), response.clone()).catch(() => {});
    return response;
  } catch {
    return (await kept()) ?? (await cache.match(home)) ?? Response.error();
  }
}

async function file(request) {
  const { response, kept } = await answer(request);
  await kept;
  return response;
}

/** What answers, as soon as it is there, and whether it has been kept: a full disk takes no answer from the page. */
async function answer(request) {
  const cache = await caches.open(cacheName);
  const found = await cache.match(plain(request.url), { ignoreSearch: true });
  if (found !== undefined) return { response: found, kept: true };
  const response = await fetch(request);
  if (!response.ok || response.type !== "basic") return { response, kept: false };
  const kept = cache.put(plain(request.url), response.clone()).then(() => true, () => false);
  return { response, kept };
}

/** A page has one address, whether or not it is asked for with its ending. */
function plain(url) {
  const { origin, pathname } = new URL(url);
  const last = pathname.split("/").at(-1);
  return origin + (last === "" || last.includes(".") ? pathname : `${pathname}.html`);
}

self.addEventListener("message", (event) => {
  const { type, addresses = [], page } = event.data ?? {};
  if (type === "keep") event.waitUntil(keep(addresses, page));
  if (type === "keep all") event.waitUntil(keepAll(event.ports[0]));
});

async function files() {
  return await (await file(new Request(`${home}files.json`))).json();
}

async function keep(addresses, page) {
  const needed = page === undefined ? [] : (await files()).needs[page] ?? [];
  for (const address of [...addresses, ...needed.map((path) => home + path)]) {
    if (address.startsWith(home)) await file(new Request(address)).catch(() => {});
  }
}

async function keepAll(port) {
  try {
    const { all, bytes } = await files();
    let done = 0;
    const left = [...all];
    const worker = async () => {
      for (let path = left.shift(); path !== undefined; path = left.shift()) {
        const { response, kept } = await answer(new Request(home + path));
        if (!response.ok) throw new Error(`${path} is not there`);
        if (!await kept) throw new Error(`this browser has no room for ${path}`);
        done++;
        if (done % 20 === 0 && done < all.length) port.postMessage({ done, of: all.length, bytes });
      }
    };
    await Promise.all(Array.from({ length: 6 }, worker));
    port.postMessage({ done, of: all.length, bytes });
  } catch (error) {
    port.postMessage({ failed: error.message });
  }
}
