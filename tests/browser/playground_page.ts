/** Opens pages of the built book for the tests of the playground and the front page. */

import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { browserTest, visitsOf } from "./chromium.ts";
import { type Look, lookOf } from "./look.ts";
import { until } from "./waiting.ts";

export { browserTest };

/** The size of a laptop's window, and of a phone. */
export const desk = { width: 1280, height: 800 };
export const phone = { width: 390, height: 844 };

const lookAt = lookOf(visitsOf());

/** Opens a page of the book on a desk, unless `options` say otherwise, and requires that nothing on it went wrong. */
export const look: Look = (path, options, act) => lookAt(path, { viewport: desk, ...options }, act);

/** The number of the node that leads, once one does that is not `besides`. */
export async function leaderOn(page: Page, besides = -1): Promise<number> {
  const leading = `.hbp-node[data-standing="leader"]:not([data-node="${besides}"])`;
  // Looked for and read at one moment: the next leader may be near.
  return Number(
    await until<string>(
      page,
      `document.querySelector(${JSON.stringify(leading)})?.getAttribute("data-node")`,
    ),
  );
}

/** Presses a key on a node of the ring, as a reader without a mouse does. */
export async function pressOn(page: Page, node: number, key: string): Promise<void> {
  await page.locator(`.hbp-node[data-node="${node}"]`).focus();
  await page.keyboard.press(key);
}

/** Requires that the page does not scroll sideways. */
export async function assertFits(page: Page, width: number): Promise<void> {
  assertEquals(await page.evaluate("document.documentElement.scrollWidth"), width);
}

/** Pieces of text within `selector` with less contrast to what lies behind them than WCAG's AA asks for. */
export async function faintTexts(page: Page, selector: string): Promise<string[]> {
  return await page.evaluate(`(${findFaint})(${JSON.stringify(selector)})`);
}

// It runs in the page, where it finds nothing of what stands around it here.
const findFaint = String.raw`(selector) => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a)];
  const behind = (element) => {
    if (element === null) return rgba(getComputedStyle(document.body).backgroundColor).slice(0, 3);
    const colour = rgba(getComputedStyle(element).backgroundColor);
    return colour[3] === 1 ? colour.slice(0, 3) : over(colour, behind(element.parentElement));
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const faint = [];
  for (const element of document.querySelectorAll(selector + " *")) {
    if (element instanceof SVGElement || element.closest(":disabled") || element.tagName === "OPTION") continue;
    const text = [...element.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data.trim()).join(" ").trim();
    const box = element.getBoundingClientRect();
    if (text === "" || box.width < 2 || box.height < 2) continue;
    const style = getComputedStyle(element);
    if (style.visibility === "hidden") continue;
    const back = behind(element);
    const [a, b] = [light(over(rgba(style.color), back)), light(back)].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < (isLarge ? 3 : 4.5)) faint.push(ratio.toFixed(2) + " " + text.slice(0, 40));
  }
  return [...new Set(faint)];
}`;
