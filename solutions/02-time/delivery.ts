/** Part 5: show what all causes are there for, again and again. @module */

import type { Board, News, Reader } from "../../exercises/02-time/events.ts";

type Waiting = News & { readonly from: number };

export const delivery: Board["upon"]["news"] = (s, news) => {
  s.waiting.push(news);
  for (;;) {
    const at = s.waiting.findIndex((each) => isNext(s, each));
    if (at < 0) break;
    const [next] = s.waiting.splice(at, 1);
    s.seen[next!.from]!++;
    s.shown.push(next!.text);
  }
  s.waiting = s.waiting.filter(({ stamp, from }) => stamp[from]! > s.seen[from]!);
};

/** It is the next one of its publisher, who had seen nothing that has not been shown here. */
function isNext(s: Reader, { stamp, from }: Waiting): boolean {
  return stamp.every((count, node) =>
    node === from ? count === s.seen[node]! + 1 : count <= s.seen[node]!
  );
}
