/**
 * The space-time diagram (Lamport 1978): processes are lines along which time passes, messages are
 * arrows between them. It is how this book shows what happened in a run.
 *
 * @module
 */

import { storyOf } from "../../model/story/story.ts";
import type { Trace } from "../../model/trace.ts";
import { assertTrace } from "../assert_trace.ts";
import type { Recording } from "../explorer/recording.ts";
import { type Figure, recorded } from "../figure.ts";
import { refuse } from "../refuse.ts";
import { svgFigure } from "../svg.ts";
import { oneLine } from "../text.ts";
import { draw } from "./draw.ts";
import { layOut } from "./layout.ts";
import { assertOptions, type SpacetimeOptions } from "./options.ts";
import type { Picture } from "./picture.ts";
import { pictureOf } from "./picture_of.ts";

/**
 * A space-time diagram of a run; words without room get a number and stand below. Its tooltips tell more, and in a page
 * of the book its run can be explored.
 */
export function spacetime(trace: Trace, options: SpacetimeOptions): Figure {
  assertDiagram(trace, options);
  const figure = svgFigure(() => {
    const picture = pictureOf(trace, options);
    return { svg: svgOf(picture, options), plain: plainText(picture, options) };
  });
  return { ...figure, [recorded]: () => recordingOf(trace, options) };
}

function recordingOf(trace: Trace, { title, labels }: SpacetimeOptions): Recording {
  return { title, trace, ...(labels === undefined ? {} : { labels }) };
}

/** The diagram as a single SVG element that needs nothing else. */
export function spacetimeSvg(trace: Trace, options: SpacetimeOptions): string {
  assertDiagram(trace, options);
  return svgOf(pictureOf(trace, options), options);
}

function assertDiagram(trace: Trace, options: SpacetimeOptions): void {
  assertOptions(options);
  assertTrace("a diagram", trace);
  const { highlight } = options;
  if (highlight === undefined || highlight === "violation") return;
  const { addresses } = storyOf(trace);
  const stranger = highlight.find((node) => !addresses.has(node));
  if (stranger === undefined) return;
  refuse("a diagram", "only nodes of its run can stand out", `${stranger}`);
}

function svgOf(picture: Picture, options: SpacetimeOptions): string {
  return draw(layOut(picture, options), plainText(picture, options));
}

function plainText(picture: Picture, options: SpacetimeOptions): string {
  const lost = picture.arrows.filter((arrow) => !["delivered", "under way"].includes(arrow.fate));
  const count = (many: number, one: string) => `${many} ${one}${many === 1 ? "" : "s"}`;
  const kinds = (["client", "node"] as const).map((kind) =>
    count(picture.lanes.filter((lane) => lane.kind === kind).length, kind)
  ).filter((text) => !text.startsWith("0 "));
  const parts = [
    kinds.join(" and "),
    count(picture.arrows.length, "message") + (lost.length > 0 ? `, ${lost.length} lost` : ""),
    ...picture.violations.map(({ invariant }) => `${invariant} is violated`),
  ];
  return oneLine(`${options.title} (space-time diagram: ${parts.join("; ")})`);
}
