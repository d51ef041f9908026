/** The box of a table. @module */

import { words } from "../svg.ts";
import { escape, rounded, textWidth } from "../text.ts";
import { alarm, ink, palette } from "../theme.ts";
import type { LevelTable } from "./options.ts";
import { box, size } from "./size.ts";

const [blue, , green, violet, ochre] = palette as readonly [string, string, string, string, string];

/** A table whose first and last keys stand at `x1` and `x2`. */
export function drawTable(table: LevelTable, x1: number, x2: number, y: number): string[] {
  const { tombstones = 0 } = table;
  const left = x1 - box.least, width = x2 - x1 + 2 * box.least;
  const strip = width * tombstones;
  return [
    `<rect x="${rounded(left)}" y="${rounded(y)}" width="${rounded(width)}" ` +
    `height="${box.height}" rx="3" ${lookOf(table)}><title>${escape(told(table))}</title></rect>`,
    ...tombstones === 0 ? [] : [
      `<rect x="${rounded(left)}" y="${rounded(y + box.height - 4)}" ` +
      `width="${rounded(Math.max(3, strip))}" height="4" fill="${ink}" fill-opacity="0.75"/>`,
    ],
    ...textOf(table, width).map((text) =>
      words(
        text,
        left + width / 2,
        y + box.height / 2 + 4,
        `font-size="${size.small}" text-anchor="middle"`,
      )
    ),
  ];
}

function lookOf({ part, asked }: LevelTable): string {
  const colour = asked === "found"
    ? green
    : part === "input"
    ? ochre
    : part === "output"
    ? violet
    : blue;
  const fill = `fill="${colour}" fill-opacity="${asked === "found" || part ? 0.36 : 0.14}"`;
  if (asked === "ruled out") return `${fill} stroke="${ink}" stroke-dasharray="4 3"`;
  if (asked === "missed") return `${fill} stroke="${alarm}" stroke-width="2.2"`;
  return `${fill} stroke="${colour}" stroke-width="${asked === "found" ? 2.4 : 1.2}"`;
}

/** The longest of its texts that fits. */
function textOf({ name, size: bytes }: LevelTable, width: number): readonly string[] {
  const texts = bytes === undefined ? [name] : [`${name} · ${bytes}`, name];
  const fitting = texts.find((text) => textWidth(text, size.small) <= width - 8);
  return fitting === undefined ? [] : [fitting];
}

function told({ name, size, tombstones = 0 }: LevelTable): string {
  const share = tombstones === 0 ? [] : [`${rounded(100 * tombstones)} % tombstones`];
  return [name, ...size === undefined ? [] : [size], ...share].join(", ");
}
