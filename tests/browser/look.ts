/** Opens pages of the built book, on which nothing may go wrong. @module */

import { assertEquals } from "@std/assert";
import type { BrowserContextOptions, Page } from "playwright-core";
import type { Visits } from "./chromium.ts";

const book = Deno.env.get("BOOK_URL");
if (book === undefined) {
  throw new Error(
    "Cannot look at the book because BOOK_URL is required: run `deno task test:browser`",
  );
}

/** Opens a page of the book, lets `act` look at it, and requires that nothing on it went wrong. */
export type Look = (
  path: string,
  options: BrowserContextOptions,
  act: (page: Page) => Promise<void>,
) => Promise<void>;

/** Looks at pages as these visitors do. */
export function lookOf(visit: Visits): Look {
  return async (path, options, act) => {
    const context = await visit(options);
    try {
      const page = await context.newPage();
      const wrong: string[] = [];
      page.on("pageerror", (error) => wrong.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") wrong.push(message.text());
      });
      page.on("requestfailed", (request) => wrong.push(`no answer: ${request.url()}`));
      page.on("response", (response) => {
        if (response.status() >= 400) wrong.push(`${response.status()}: ${response.url()}`);
      });
      await page.goto(`${book}/${path}`, { waitUntil: "networkidle" });
      try {
        await act(page);
      } catch (error) {
        // What went wrong on the page may be why.
        if (wrong.length === 0) throw error;
        throw new Error(`On ${path}: ${wrong.join("; ")}`, { cause: error });
      }
      assertEquals(wrong, []);
    } finally {
      await context.close();
    }
  };
}
