/** The browser in which the tests of a file look at pages. @module */

import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type LaunchOptions,
} from "playwright-core";
import { PATIENCE_MS, patient } from "./waiting.ts";

/** Chromium is its own process, and so is nothing that a test could leave open. */
export const browserTest = { sanitizeOps: false, sanitizeResources: false };

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Makes contexts: readers who have never been here, with a cache and a storage of their own. */
export type Visits = (options: BrowserContextOptions) => Promise<BrowserContext>;

/**
 * Visits in a Chromium that starts with the first of them and ends with the tests of the file: to start one takes
 * longer than most visits do. Who visits closes the context.
 */
export function visitsOf(options: Pick<LaunchOptions, "ignoreDefaultArgs"> = {}): Visits {
  const executablePath = Deno.env.get("CHROMIUM");
  if (executablePath === undefined) {
    throw new Error(
      "Cannot look at pages because CHROMIUM is required: run `deno task test:browser`",
    );
  }
  let started: Promise<Browser> | undefined;
  Deno.test.afterAll(async () => await (await started)?.close());
  return async (context) => {
    // One that has crashed took its own test with it, and no other.
    if (!(await started)?.isConnected()) {
      started = chromium.launch({ executablePath, timeout: PATIENCE_MS, args, ...options });
    }
    return patient(await (await started!).newContext(context));
  };
}
