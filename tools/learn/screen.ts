/** What a key does, as far as that depends on how much of the text is seen. @module */

import type { Screen } from "./model.ts";
import type { Action } from "./update.ts";
import type { Frame } from "./view/frame.ts";

/** What happens when a key is pressed on what is shown. */
export function pressed(key: string, screen: Screen, { page, mostScroll }: Frame): Action {
  const by = linesBy(key, page);
  const chooses = screen === "list" && Math.abs(by) === 1;
  return by === 0 || chooses ? { kind: "key", key } : { kind: "scroll", by, most: mostScroll };
}

/** By how many lines a key moves the text; a page leaves two lines in sight. */
function linesBy(key: string, page: number): number {
  switch (key) {
    case "down":
      return 1;
    case "up":
      return -1;
    case "page down":
    case " ":
      return page - 2;
    case "page up":
      return 2 - page;
    default:
      return 0;
  }
}
