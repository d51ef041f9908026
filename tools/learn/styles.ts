/** How each style looks in a terminal. @module */

import type { TextProps } from "ink";
import type { Style } from "./text.ts";

const looks: Readonly<Record<Style, TextProps>> = {
  plain: {},
  strong: { bold: true },
  soft: { dimColor: true },
  good: { color: "green" },
  bad: { color: "red", bold: true },
  warn: { color: "yellow" },
  link: { color: "cyan" },
  key: { color: "cyan", bold: true },
  first: { color: "blueBright" },
  second: { color: "yellow" },
  third: { color: "green" },
  fourth: { color: "magenta" },
};

/** The look of a style; without colours (https://no-color.org) nothing has one but bold and dim text. */
export function lookOf(style: Style, colours: boolean): TextProps {
  if (colours) return looks[style];
  const { bold, dimColor } = looks[style];
  return { ...(bold ? { bold } : {}), ...(dimColor ? { dimColor } : {}) };
}
