/**
 * Charts come alive when they are about to be seen. Until then, and without JavaScript, a chart is the
 * SVG that its notebook holds; the library that draws it again is fetched for the first chart in sight.
 *
 * @module
 */

import { withBase } from "vitepress";
import type { VisualizationSpec } from "vega-embed";

let observer: IntersectionObserver | undefined;

/** Watches for the charts of the page that is shown now. */
export function watchCharts(): void {
  observer?.disconnect();
  observer = new IntersectionObserver(onSight, { rootMargin: "300px" });
  for (const place of document.querySelectorAll("[data-chart]")) {
    observer.observe(place);
  }
}

function onSight(entries: readonly IntersectionObserverEntry[]): void {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting || !(target instanceof HTMLElement)) continue;
    observer?.unobserve(target);
    void enliven(target);
  }
}

/** Puts the interactive chart in the place of its picture, which stays when that fails. */
async function enliven(place: HTMLElement): Promise<void> {
  const still = place.querySelector("svg");
  const live = document.createElement("div");
  try {
    const [{ default: embed }, spec] = await Promise.all([
      import("vega-embed"),
      specification(place.dataset["chart"] ?? ""),
    ]);
    await embed(live, spec, {
      mode: "vega-lite",
      renderer: "svg",
      actions: false,
      tooltip: { theme: "book", disableDefaultStyle: true },
    });
  } catch (error) {
    console.error("Cannot draw the chart", error);
    return;
  }
  const label = still?.getAttribute("aria-label");
  if (label) live.querySelector("svg")?.setAttribute("aria-label", label);
  place.replaceChildren(live);
  place.dataset["alive"] = "";
}

async function specification(path: string): Promise<VisualizationSpec> {
  const response = await fetch(withBase(`/${path}`));
  if (!response.ok) throw new Error(`Cannot fetch ${path}: ${response.status}`);
  const { $schema: _, ...spec } = await response.json();
  return spec;
}
