/**
 * Charts come alive when they are about to be seen. Until then, and without JavaScript, a chart is the
 * SVG that its notebook holds; the library that draws it again is fetched for the first chart in sight.
 *
 * @module
 */

import { withBase } from "vitepress";
import type { VisualizationSpec } from "vega-embed";

let observer: IntersectionObserver | undefined;
/** The specifications of charts that a cell has made in this page. */
const made = new WeakMap<Element, unknown>();

/** Watches for a chart that a cell has made. */
export function watchChart(place: HTMLElement, spec: unknown): void {
  made.set(place, spec);
  observer?.observe(place);
}

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
    const { embed, expressionInterpreter, spec } = await fetched(place).catch(() => again(place));
    await embed(live, fitted(spec, place.clientWidth), {
      mode: "vega-lite",
      renderer: "svg",
      actions: false,
      // The page makes no functions of texts.
      ast: true,
      expr: expressionInterpreter,
      tooltip: { theme: "book", disableDefaultStyle: true },
    });
  } catch (error) {
    console.error("Cannot draw the chart", place.dataset["chart"] ?? "of a cell", error);
    return;
  }
  const label = still?.getAttribute("aria-label");
  const picture = live.querySelector("svg");
  if (label) picture?.setAttribute("aria-label", label);
  // What the page says of the picture's size holds for the chart as well.
  const width = picture?.getAttribute("width");
  if (width) picture?.style.setProperty("--width", `${width}px`);
  place.replaceChildren(live);
  place.dataset["alive"] = "";
}

/** What draws charts, and what is to be drawn here. */
async function fetched(place: HTMLElement) {
  const [{ default: embed }, { expressionInterpreter }, spec] = await Promise.all([
    import("vega-embed"),
    import("vega-interpreter"),
    made.has(place)
      ? withoutSchema(made.get(place) as ChartSpec & { $schema?: unknown })
      : specification(place.dataset["chart"] ?? ""),
  ]);
  return { embed, expressionInterpreter, spec };
}

/** Waits a second, and asks once more for what did not come. */
async function again(place: HTMLElement): Promise<Awaited<ReturnType<typeof fetched>>> {
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return await fetched(place);
}

/** Below this a chart scrolls rather than lose its axes. */
const narrowest = 320;

/** The chart in the room that its column has, with its title and its legend in lines that fit. */
function fitted(spec: ChartSpec, room: number): VisualizationSpec {
  if (spec.width === undefined || spec.width <= room) return spec;
  const width = Math.max(narrowest, room);
  const words = [spec.title?.text ?? []].flat();
  const title = evened(words.join(" "), width - 16, spec.config?.title ?? {});
  const legend = { ...spec.config?.legend, columns: 1 };
  const axis = {
    fontSize: spec.config?.axis?.titleFontSize ?? 12,
    fontWeight: 400,
  };
  const under = (title: string) => wrapped(title, width - 16, axis);
  // Nothing under the axis goes on beyond the right end of the chart: no number, and not the title.
  const axisX = {
    ...spec.config?.axisX,
    labelFlush: true,
    labelBound: 5,
    titleAnchor: "end",
  };
  return {
    ...inColumn(spec, under),
    width,
    height: (spec.height ?? 300) + 20 * (title.length - words.length) + 40,
    title: { ...spec.title, text: title },
    config: { ...spec.config, legend, axisX },
  } as VisualizationSpec;
}

/** The chart whose x axis, in whichever layer, has its title in lines, and whose legends have one column. */
function inColumn(
  spec: ChartSpec,
  under: (title: string) => string[],
): ChartSpec {
  const { encoding, layer } = spec, { x, color, shape } = encoding ?? {};
  return {
    ...spec,
    ...(encoding && {
      encoding: {
        ...encoding,
        ...(typeof x?.title === "string" &&
          { x: { ...x, title: under(x.title) } }),
        ...(color?.legend &&
          { color: { ...color, legend: { ...color.legend, columns: 1 } } }),
        ...(shape?.legend &&
          { shape: { ...shape, legend: { ...shape.legend, columns: 1 } } }),
      },
    }),
    ...(layer && { layer: layer.map((one) => inColumn(one, under)) }),
  } as ChartSpec;
}

/** Lines of at most so many px, as the browser measures them. */
function wrapped(
  text: string,
  room: number,
  { fontSize = 15, fontWeight = 600, font }: Type,
): string[] {
  const pen = document.createElement("canvas").getContext("2d");
  if (pen === null) return [text];
  pen.font = `${fontWeight} ${fontSize}px ${font ?? "system-ui, sans-serif"}`;
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && pen.measureText(longer).width <= room) {
      lines[lines.length - 1] = longer;
    } else lines.push(word);
  }
  return lines;
}

/** As few lines, about as long as each other: none of them is one word that was left over. */
function evened(text: string, room: number, type: Type): string[] {
  const { length } = wrapped(text, room, type);
  let least = room;
  while (least > 40 && wrapped(text, least - 8, type).length === length) least -= 8;
  return wrapped(text, least, type);
}

/** How words are set. */
interface Type {
  readonly font?: string;
  readonly fontSize?: number;
  readonly fontWeight?: number | string;
}

/** What `lib/figure/chart` writes, as far as it must be known here. */
type ChartSpec = VisualizationSpec & {
  readonly width?: number;
  readonly height?: number;
  readonly title?: { readonly text: string | readonly string[] };
  readonly encoding?: {
    readonly x?: { readonly title?: string | readonly string[] };
  };
  readonly layer?: readonly ChartSpec[];
  readonly config?: {
    readonly title?: Type;
    readonly axis?: { readonly titleFontSize?: number };
    readonly legend?: object;
    readonly axisX?: object;
  };
};

async function specification(path: string): Promise<ChartSpec> {
  const response = await fetch(withBase(`/${path}`), { signal: AbortSignal.timeout(20_000) });
  if (!response.ok) throw new Error(`Cannot fetch ${path}: ${response.status}`);
  return withoutSchema(await response.json());
}

function withoutSchema(
  { $schema: _, ...spec }: ChartSpec & { $schema?: unknown },
): ChartSpec {
  return spec as ChartSpec;
}
