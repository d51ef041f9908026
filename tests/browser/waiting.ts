/** What tests of pages wait for. A page on a busy machine draws when it comes to it. */

import type { BrowserContext, Page } from "playwright-core";

/** How long anything may take until the test is given up, in ms. */
export const PATIENCE_MS = 120_000;

/** Pages of this context are waited for as long as a busy machine needs. */
export function patient(context: BrowserContext): BrowserContext {
  context.setDefaultTimeout(PATIENCE_MS);
  context.setDefaultNavigationTimeout(PATIENCE_MS);
  return context;
}

/** Waits until what is to be drawn in the next frame has been drawn, and what came into sight was noticed. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))`,
  );
}

/** Waits until an expression comes to something in the page, and returns that. The page's own policy evaluates no texts. */
export async function until<T>(page: Page, expression: string): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await page.evaluate<T>(expression);
    if (found) return found;
    if (performance.now() > end) throw new Error(`it never comes to be: ${expression}`);
    await drawn(page);
  }
}

/** Waits until something looks otherwise than before; throws, with these words, if it stays as it is. */
export async function changes<T>(
  page: Page,
  look: () => Promise<T>,
  before: T,
  words: string,
): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (await look() === before) {
    if (performance.now() > end) throw new Error(`${words}: it stays ${before}`);
    await drawn(page);
  }
}

/** The address of the folder of what runs cells and judges answers, as the page says it. */
export async function runtimeHome(page: Page): Promise<string> {
  return await page.evaluate<string>(
    `new URL("/" + document.querySelector('meta[name="hb-runtime"]').content, location.href).href`,
  );
}

/** Waits until something holds; throws if it does not come, and `words` say what. */
export async function waitFor(
  page: Page,
  holds: () => Promise<boolean>,
  words: string,
): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!await holds()) {
    if (performance.now() > end) throw new Error(`${words} must come: it does not`);
    await drawn(page);
  }
}

/** Where something is in the window, in px. */
export interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * Where the first element of this selector is, as soon as there is one. Finding it and measuring it are one step
 * in the page: an element that is drawn anew between the two would have no place.
 */
export async function placeOf(page: Page, selector: string): Promise<Place> {
  return await until<Place>(
    page,
    `(() => {
      const element = document.querySelector(${JSON.stringify(selector)});
      if (element === null) return null;
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x, y, width, height };
    })()`,
  );
}
