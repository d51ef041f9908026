/** What lies where on a figure: its words, its marks and its boxes are read back out of its SVG. */

import { type Box, crosses, overlap, type Segment } from "hb/figure/spacetime/place.ts";
import { bold, textWidth } from "hb/figure/text.ts";

/** Words with the room that they take. */
export interface Words extends Box {
  readonly text: string;
  readonly fontSize: number;
}

/** A figure as a reader sees it, in px. */
export interface Seen {
  readonly page: Box;
  readonly words: readonly Words[];
  /** Crosses, rings, clocks, dots and so on. */
  readonly marks: readonly Box[];
  /** Rectangles with an edge: words stand in one or beside it. */
  readonly boxes: readonly Box[];
  /** Messages, lifelines and moments, where they are straight. */
  readonly lines: readonly Segment[];
}

/** [a b c d e f], as SVG writes it. */
type Matrix = readonly [number, number, number, number, number, number];

const tag = /<(\/?)(svg|g|text|tspan|circle|path|rect|title|style|defs|clipPath)\b([^>]*?)(\/?)>/g;

/** Reads an SVG of `lib/figure`. */
export function seen(svg: string): Seen {
  const page = numbers(/viewBox="([^"]*)"/.exec(svg)![1]!);
  const words: Words[] = [], marks: Box[] = [], boxes: Box[] = [], lines: Segment[] = [];
  const stack: { matrix: Matrix; hidden: boolean; name: string }[] = [];
  const all = [...svg.matchAll(tag)];
  let line = { attributes: "", down: 0 };
  for (const [i, match] of all.entries()) {
    const [, slash, name = "", attributes = "", closed] = match;
    if (slash === "/") {
      stack.pop();
      continue;
    }
    const above = stack.at(-1);
    const own = transform(attribute(attributes, "transform"));
    const matrix = above === undefined ? own : times(above.matrix, own);
    const hidden = above?.hidden === true || name === "defs" || name === "clipPath";
    if (!hidden) {
      const end = all[i + 1]?.index ?? svg.length;
      const content = unescaped(svg.slice(match.index + match[0].length, end));
      if (name === "text") line = { attributes, down: 0 };
      if (name === "tspan") line.down += parseFloat(attribute(attributes, "dy") ?? "0");
      if (name === "text" || name === "tspan") {
        words.push(...wordsOf(content, line.attributes, times(matrix, [1, 0, 0, 1, 0, line.down])));
      } else if (name === "circle") marks.push(...circle(attributes, matrix));
      else if (name === "path") {
        marks.push(...pathMark(attributes, matrix));
        lines.push(...straight(attributes));
      } else if (name === "rect") boxes.push(...edged(attributes, matrix));
    }
    if (closed !== "/") stack.push({ matrix, hidden, name });
  }
  const [x = 0, y = 0, width = 0, height = 0] = page;
  return { page: { x, y, width, height }, words, marks, boxes, lines };
}

/** What is wrong with a figure, in words: nothing where all of it can be read. */
export function faults({ page, words, marks, boxes, lines }: Seen): string[] {
  const found = page.width > widest ? [`it is ${page.width} px wide`] : [];
  words.forEach((one, i) => {
    if (!holds(page, one)) found.push(`"${one.text}" leaves the frame`);
    for (const other of words.slice(0, i)) {
      if (lies(one, other)) found.push(`"${one.text}" lies on "${other.text}"`);
    }
    if (marks.some((mark) => lies(one, mark))) found.push(`"${one.text}" lies on a mark`);
    if (boxes.some((box) => lies(one, box) && !holds(box, one))) {
      found.push(`"${one.text}" lies on an edge`);
    }
    if (lines.some((line) => crosses(line, inner(one)))) {
      found.push(`"${one.text}" is struck by a line`);
    }
    if (one.fontSize < leastType) found.push(`"${one.text}" is only ${one.fontSize} px high`);
  });
  return found;
}

/**
 * A page shows figures at 0.79 of their size or more, and has at least 617 px for them on a screen: words are
 * then at least 9 px high, and nothing needs to scroll.
 */
const widest = 780, leastType = 11.5;

/** Half a pixel is nothing. */
const slack = 0.5;

function lies(one: Box, other: Box): boolean {
  return overlap(inner(one), other);
}

function inner({ x, y, width, height }: Box): Box {
  return { x: x + slack, y: y + slack, width: width - 2 * slack, height: height - 2 * slack };
}

function holds(outer: Box, inner: Box): boolean {
  return inner.x >= outer.x - slack && inner.y >= outer.y - slack &&
    inner.x + inner.width <= outer.x + outer.width + slack &&
    inner.y + inner.height <= outer.y + outer.height + slack;
}

function wordsOf(text: string, attributes: string, matrix: Matrix): Words[] {
  // Where numbers of an axis have no room, Vega makes some of them invisible.
  if (text.trim() === "" || attribute(attributes, "opacity") === "0") return [];
  const fontSize = parseFloat(attribute(attributes, "font-size") ?? "11.5");
  const isBold = /font-weight="(?:[5-9]00|bold)"/.test(attributes);
  const width = textWidth(text, fontSize) * (isBold ? bold : 1);
  const anchor = attribute(attributes, "text-anchor");
  const left = parseFloat(attribute(attributes, "x") ?? "0") -
    (anchor === "end" ? width : anchor === "middle" ? width / 2 : 0);
  const base = parseFloat(attribute(attributes, "y") ?? "0");
  // Most letters reach three quarters of the size above the line, some a fifth below it.
  const box = mapped(
    { x: left, y: base - 0.75 * fontSize, width, height: 0.95 * fontSize },
    matrix,
  );
  return [{ ...box, text, fontSize: fontSize * Math.hypot(matrix[0], matrix[1]) }];
}

function circle(attributes: string, matrix: Matrix): Box[] {
  const [x = 0, y = 0, r = 0] = ["cx", "cy", "r"].map((name) =>
    parseFloat(attribute(attributes, name) ?? "0")
  );
  // Where a message leaves there is a dot that is no mark.
  if (r < 2.5) return [];
  return [mapped({ x: x - r, y: y - r, width: 2 * r, height: 2 * r }, matrix)];
}

/** The figures write a mark at a point, and then what is relative to it. */
function pathMark(attributes: string, matrix: Matrix): Box[] {
  const start = /^M([-\d.]+) ([-\d.]+)m([^"]*)$/.exec(attribute(attributes, "d") ?? "");
  if (start === null) return [];
  let [x, y] = [Number(start[1]), Number(start[2])];
  const xs: number[] = [], ys: number[] = [];
  for (const [, to, by] of `m${start[3]}`.matchAll(/([mlhv])([-\d. ]+)/g)) {
    const [dx = 0, dy = 0] = numbers(by!);
    x += to === "v" ? 0 : dx;
    y += to === "v" ? dx : to === "h" ? 0 : dy;
    xs.push(x);
    ys.push(y);
  }
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return [mapped(
    { x: left, y: top, width: Math.max(...xs) - left, height: Math.max(...ys) - top },
    matrix,
  )];
}

function straight(attributes: string): Segment[] {
  if (attribute(attributes, "stroke") === "transparent") return [];
  const [, x1, y1, kind, rest = ""] =
    /^M([-\d.]+) ([-\d.]+)([LHV])([-\d. ]+)$/.exec(attribute(attributes, "d") ?? "") ?? [];
  if (kind === undefined) return [];
  const [to = 0, y2 = 0] = numbers(rest);
  const [x, y] = [Number(x1), Number(y1)];
  return [{
    x1: x,
    y1: y,
    x2: kind === "V" ? x : to,
    y2: kind === "L" ? y2 : kind === "V" ? to : y,
  }];
}

function edged(attributes: string, matrix: Matrix): Box[] {
  if (!/stroke="(?!none|transparent)/.test(attributes)) return [];
  const [x = 0, y = 0, width = 0, height = 0] = ["x", "y", "width", "height"].map((name) =>
    parseFloat(attribute(attributes, name) ?? "0")
  );
  return [mapped({ x, y, width, height }, matrix)];
}

function attribute(attributes: string, name: string): string | undefined {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1];
}

function numbers(text: string): number[] {
  return (text.match(/-?[\d.]+/g) ?? []).map(Number);
}

function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'").replaceAll("&amp;", "&");
}

function transform(text = ""): Matrix {
  return [...text.matchAll(/(\w+)\(([^)]*)\)/g)].reduce<Matrix>(
    (matrix, [, kind, values = ""]) => {
      const [a = 0, b] = numbers(values);
      if (kind === "translate") return times(matrix, [1, 0, 0, 1, a, b ?? 0]);
      if (kind === "scale") return times(matrix, [a, 0, 0, b ?? a, 0, 0]);
      const angle = a * Math.PI / 180;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      return times(matrix, [cos, sin, -sin, cos, 0, 0]);
    },
    [1, 0, 0, 1, 0, 0],
  );
}

function times([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [
    a * g + c * h,
    b * g + d * h,
    a * i + c * j,
    b * i + d * j,
    a * k + c * l + e,
    b * k + d * l + f,
  ];
}

function mapped({ x, y, width, height }: Box, [a, b, c, d, e, f]: Matrix): Box {
  const corners = [[x, y], [x + width, y], [x, y + height], [x + width, y + height]].map(
    ([u = 0, v = 0]) => [a * u + c * v + e, b * u + d * v + f] as const,
  );
  const [xs, ys] = [corners.map(([u]) => u), corners.map(([, v]) => v)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { x: left, y: top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}
