/**
 * What all charts share: their options, and the way from a Vega-Lite specification to a figure.
 *
 * @module
 */

import * as vega from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile } from "vega-lite";
import { fnv1a } from "../../model/hash.ts";
import { type Bundle, display, type Figure, vegaLiteType } from "../figure.ts";
import { bold, escape, oneLine, rounded, textWidth, wrapEvenly } from "../text.ts";
import { rootStyle, vegaTheme } from "../theme.ts";

/** What one axis shows. */
export interface Axis {
  /** The name of the quantity: "latency". */
  readonly title: string;
  /** Its unit, written after the name: "ms". Counts and categories have none. */
  readonly unit?: string;
  /** How values map to positions; `linear` unless said otherwise. */
  readonly scale?: "linear" | "log" | "sqrt";
  /** The first and the last value shown; by default what the data needs. */
  readonly domain?: readonly [number, number];
}

/** A value worth a line of its own across the chart: a limit, a published number. */
export interface Reference {
  /** Where the line crosses the value axis. */
  readonly y: number;
  /** What the value is. */
  readonly label: string;
}

/** What every chart is told besides its data. */
export interface ChartOptions {
  /** The finding, in words: "Each retry halves what is lost", not "losses against retries". */
  readonly title: string;
  /** What runs along the bottom. */
  readonly x: Axis;
  /** What runs up the side. */
  readonly y: Axis;
  /** Width in px, everything included; 640 by default. */
  readonly width?: number;
  /** Height in px of the chart without its title; 300 by default. */
  readonly height?: number;
}

/** A Vega-Lite specification, or a part of one. */
export type Spec = Record<string, unknown>;

/** The name of an axis with its unit: "latency (ms)". */
export function axisTitle(axis: Axis): string {
  return axis.unit === undefined ? axis.title : `${axis.title} (${axis.unit})`;
}

/** A figure of a specification; `shows` says after the title what kind of chart it is. */
export function chart(options: ChartOptions, body: Spec, shows: string): Figure {
  const width = options.width ?? 640;
  const title = wrapEvenly(options.title, 15 * bold, width - 16);
  const spec: Spec = {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    description: oneLine(options.title),
    title: { text: title },
    width,
    height: (options.height ?? 300) + 20 * title.length + 20,
    autosize: { type: "fit", contains: "padding" },
    ...body,
    config: vegaTheme,
    // On a canvas the ink would be black, whatever the page: JupyterLab draws there unless it is asked not to.
    usermeta: { embedOptions: { renderer: "svg" } },
  };
  const plain = `${oneLine(options.title)} (${oneLine(shows)})`;
  return { [display]: () => bundle(spec, plain) };
}

async function bundle(spec: Spec, plain: string): Promise<Bundle> {
  return {
    [vegaLiteType]: spec,
    "image/svg+xml": await render(spec, plain),
    "text/plain": plain,
  };
}

/** Vega's own measure of text, which it exports for replacement and leaves out of its types. */
const measuring = vega as unknown as {
  textMetrics: { width: (item: { fontSize?: number }, text: unknown) => number };
};

/** The chart as SVG, the same bytes on every machine. */
async function render(spec: Spec, plain: string): Promise<string> {
  // Vega would measure text with a canvas where it finds one, and so differ between machines.
  measuring.textMetrics.width = (item, text) =>
    Math.round(textWidth(String(text ?? ""), item.fontSize ?? 11));
  // Vega marks the data that it reads, so it gets its own copy.
  const compiled = compile(structuredClone(spec) as unknown as Parameters<typeof compile>[0]).spec;
  // Expressions are read, and not made functions of: a page of the book runs no code that it is not sent.
  const view = new vega.View(vega.parse(compiled, undefined, { ast: true }), {
    renderer: "none",
    expr: expressionInterpreter,
  });
  await view.runAsync();
  // Vega numbers its definitions from a counter of the process: start it again for each picture.
  vega.resetSVGDefIds();
  const svg = await view.toSVG();
  view.finalize();
  return finish(svg, plain);
}

function finish(svg: string, plain: string): string {
  // A short name that follows from the contents.
  const prefix = `c${fnv1a(plain + svg).toString(36)}`;
  const label = `role="img" aria-label="${escape(plain)}" style="max-width:100%;height:auto"`;
  return svg
    .replace(/ (?:d|transform|[xy][12]?|width|height|viewBox)="[^"]*"/g, withTwoDecimals)
    // Several pictures on one page must not take each other's gradients and clips.
    .replace(/(id="|url\(#)((?:clip|gradient|pattern)[\w-]*)/g, `$1${prefix}-$2`)
    .replace(/^<svg([^>]*)>/, `<svg$1 ${label}>${rootStyle}`);
}

function withTwoDecimals(attribute: string): string {
  return attribute.replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) => rounded(Number(number)));
}
