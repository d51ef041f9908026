/**
 * The layout of a space-time diagram: from a story to a drawing. It is a pure function, and its law is
 * tested on random traces: every message has an arrow, nothing leaves the page, no two labels overlap.
 *
 * @module
 */

import { colours, drawArrow } from "./arrows.ts";
import { placeLabels, type Unlabelled } from "./labels.ts";
import type { Drawing, DrawnBox, DrawnMark, DrawnMoment } from "./drawing.ts";
import { type Frame, frameOf } from "./frame.ts";
import { barHalf } from "./arrows.ts";
import type { SpacetimeOptions } from "./options.ts";
import type { Deed, Gap, Lane, Mark, Mishap, Story } from "./story.ts";
import { ms } from "./words.ts";

/** Gives everything in a story its place. */
export function layOut(story: Story, options: SpacetimeOptions): Drawing {
  const frame = frameOf(story, options);
  const colour = colours(story);
  const drawing: Unlabelled = {
    frame,
    lanes: story.lanes.map((lane) => ({
      y: frame.y(lane),
      name: frame.names.get(lane) ?? lane.name,
      faint: isFaint(lane, story),
    })),
    reaches: story.mishaps.flatMap((mishap) => reaches(mishap, story, frame)),
    gaps: story.gaps.map((gap) => drawGap(gap, story, frame)),
    deeds: story.deeds.map((deed) => drawDeed(deed, story, frame)),
    arrows: story.arrows.map((arrow) =>
      drawArrow(arrow, story, frame, colour.get(arrow.type) ?? "currentColor")
    ),
    marks: [
      ...story.marks.map((mark) => drawMark(mark, story, frame)),
      ...story.violations.flatMap((violation) =>
        violation.lanes.map((lane): DrawnMark => ({
          x: frame.ruler.x(violation.at),
          y: frame.y(lane),
          kind: "halo",
          detail: violation.words,
          faint: false,
        }))
      ),
    ],
    moments: moments(story, frame),
  };
  return { ...drawing, labels: placeLabels(drawing, story) };
}

/** Whether an event of this line fades so that others stand out; clients never do. */
function isFaint(lane: Lane, { focus }: Story): boolean {
  return focus !== undefined && lane.kind === "node" && !focus.has(lane.id);
}

function span(from: number, to: number | undefined, story: Story, frame: Frame): [number, number] {
  const open = to === undefined || to > story.span[1];
  const x = from < story.span[0] ? frame.left : frame.ruler.x(from);
  return [x, open ? frame.right : Math.max(x, frame.ruler.x(to))];
}

function drawGap(gap: Gap, story: Story, frame: Frame): DrawnBox<Gap["kind"]> {
  const [x, end] = span(gap.from, gap.to, story, frame);
  const till = gap.to === undefined ? "" : ` to ${ms(gap.to)}`;
  return {
    box: { x, y: frame.y(gap.lane) - 4, width: end - x, height: 8 },
    kind: gap.kind,
    detail: `${gap.lane.name} is ${gap.kind} from ${ms(gap.from)}${till}`,
    faint: isFaint(gap.lane, story),
  };
}

function drawDeed(deed: Deed, story: Story, frame: Frame): DrawnBox<Deed["outcome"]> {
  const [x, end] = span(deed.from, deed.to, story, frame);
  const till = deed.to === undefined ? "" : ` to ${ms(deed.to)}`;
  return {
    box: {
      x,
      y: frame.y(deed.lane) - barHalf,
      width: Math.max(4, end - x),
      height: 2 * barHalf,
    },
    kind: deed.outcome,
    detail: `${deed.lane.name}: ${deed.label}, ${ms(deed.from)}${till}`,
    faint: false,
  };
}

/** Saves hang under the line, since they often come together with a message or a timer. */
function drawMark(mark: Mark, story: Story, frame: Frame): DrawnMark {
  const y = frame.y(mark.lane) + (mark.kind === "save" ? 9 : 0);
  const { kind } = mark;
  const detail = `${mark.detail} (${ms(mark.at)})`;
  return { x: frame.ruler.x(mark.at), y, kind, detail, faint: isFaint(mark.lane, story) };
}

/** The shading of a mishap that lasts: one rectangle for each run of neighbouring lines. */
function reaches(mishap: Mishap, story: Story, frame: Frame): DrawnBox<"reach">[] {
  if (mishap.until === undefined || mishap.lanes.length === 0) return [];
  const [x, end] = span(mishap.at, mishap.until, story, frame);
  const runs: [number, number][] = [];
  const rows = mishap.lanes.map((lane) => frame.y(lane)).sort((a, b) => a - b);
  for (const y of rows) {
    const run = runs.at(-1);
    if (run !== undefined && y - run[1] <= frame.gap + 0.5) run[1] = y;
    else runs.push([y, y]);
  }
  const reach = Math.min(18, frame.gap * 0.4);
  return runs.map(([first, last]) => ({
    box: { x, y: first - reach, width: end - x, height: last - first + 2 * reach },
    kind: "reach",
    detail: `${mishap.words} (from ${ms(mishap.at)})`,
    faint: false,
  }));
}

function moments(story: Story, frame: Frame): DrawnMoment[] {
  const bottom = frame.axis - 8;
  const mishaps = frame.rows.map(({ mishap, y }): DrawnMoment => {
    const rows = mishap.lanes.map((lane) => frame.y(lane));
    return {
      x: mishap.at < story.span[0] ? frame.left : frame.ruler.x(mishap.at),
      from: y - 7,
      to: rows.length === 0 ? bottom : Math.max(...rows) + Math.min(18, frame.gap * 0.4),
      kind: "mishap",
      detail: `${mishap.words} (${ms(mishap.at)})`,
    };
  });
  const violations = story.violations.map(({ at, words }): DrawnMoment => ({
    x: frame.ruler.x(at),
    from: frame.top,
    to: bottom,
    kind: "violation",
    detail: words,
  }));
  return [...mishaps, ...violations];
}
