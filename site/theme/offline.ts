/**
 * The book without a network: a service worker keeps what a reader has seen, what the chapter in sight needs to run,
 * and, for whoever asks, everything. @module
 */

import { withBase } from "vitepress";

/** What the service worker is told, and tells. */
export type Kept = { readonly done: number; readonly of: number; readonly bytes: number };

/** Starts keeping the book, when the page is at rest; a browser without service workers keeps nothing. */
export function keepForOffline(): void {
  if (!("serviceWorker" in navigator) || !/^https?:$/.test(location.protocol)) return;
  const start = () => void register().catch(() => {});
  if (document.readyState === "complete") setTimeout(start, 2000);
  else addEventListener("load", () => setTimeout(start, 2000), { once: true });
}

async function register(): Promise<void> {
  await navigator.serviceWorker.register(withBase("/sw.js"), { scope: withBase("/") });
  await keepSeen();
}

/** Has this page kept with what it loaded, and with what runs its cells. */
export async function keepSeen(): Promise<void> {
  if (navigator.serviceWorker?.controller === undefined) return;
  const { active } = await navigator.serviceWorker.ready;
  const seen = performance.getEntriesByType("resource").map(({ name }) => name)
    .filter((name) => name.startsWith(`${location.origin}/`));
  const saves =
    (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
  const { chapter, exercise } =
    document.querySelector<HTMLElement>("[data-chapter], [data-exercise]")
      ?.dataset ?? {};
  const page = exercise === undefined ? chapter : `exercise-${exercise}`;
  active?.postMessage({
    type: "keep",
    addresses: [location.href.replace(/#.*/, ""), ...seen],
    ...(page === undefined || saves ? {} : { page }),
  });
}

/** Has the whole book kept; `hear` is told how far it is. */
export async function keepAll(hear: (kept: Kept) => void): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  await new Promise<void>((resolve, reject) => {
    port1.onmessage = ({ data }: MessageEvent<Kept | { readonly failed: string }>) => {
      if ("failed" in data) return reject(new Error(data.failed));
      hear(data);
      if (data.done === data.of) resolve();
    };
    active?.postMessage({ type: "keep all" }, [port2]);
  });
}
