/** How each style looks in a terminal. @module */

import type { Style } from "./text.ts";

/** Select Graphic Rendition, as ECMA-48 calls it. */
const codes = {
  bold: 1,
  dim: 2,
  red: 31,
  green: 32,
  yellow: 33,
  magenta: 35,
  cyan: 36,
  brightBlue: 94,
} as const;

type Look = readonly (keyof typeof codes)[];

const looks: Readonly<Record<Style, Look>> = {
  plain: [],
  strong: ["bold"],
  soft: ["dim"],
  good: ["green"],
  bad: ["bold", "red"],
  warn: ["yellow"],
  link: ["cyan"],
  key: ["bold", "cyan"],
  first: ["brightBlue"],
  second: ["yellow"],
  third: ["green"],
  fourth: ["magenta"],
};

/** A text in a style; without colours (https://no-color.org) nothing has one but bold and dim text. */
export function styled(text: string, style: Style, colours: boolean): string {
  const look = looks[style].filter((each) => colours || each === "bold" || each === "dim");
  if (look.length === 0 || text === "") return text;
  return `${look.map((each) => `\x1b[${codes[each]}m`).join("")}${text}\x1b[0m`;
}
