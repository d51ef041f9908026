/** The worker in which the cells of a page run: nothing in them can freeze the page. @module */

import type { News, Order } from "./messages.ts";
import { type Session, session } from "./session.ts";

/** A worker, as far as it is used here. */
interface WorkerScope {
  onmessage: ((event: { readonly data: Order }) => void) | null;
  postMessage(news: News): void;
}

const scope = globalThis as unknown as WorkerScope;
let current: Session | undefined;
let before: Promise<void> = Promise.resolve();

scope.onmessage = ({ data: order }) => {
  if (order.type === "begin") {
    current = session(
      order.home,
      order.places,
      (news) => scope.postMessage(news),
    );
    scope.postMessage({ type: "ready" });
    return;
  }
  if (order.type === "explore") return current!.explore(order.recording);
  if (order.type === "plan") return current!.plan(order.target, order.cells);
  before = before.then(() => current!.run(order.cell, order.source));
};
