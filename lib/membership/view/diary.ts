/** The application that the kit runs: it writes down what it hears, by views, so that it can be judged. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Application, Delivery } from "./application.ts";
import { type View, viewLabel } from "./view.ts";

/** A view, as one member has seen it. */
export interface Page {
  /** The view. */
  readonly view: View;
  /** What its application knew when the view began. */
  readonly opening: readonly string[];
  /** What was delivered in it, in order. */
  readonly delivered: Delivery<string>[];
  /** How many of these are stable. */
  stable: number;
}

/** What a member has heard. */
export interface Diary {
  /** The group's state: all that was ever delivered, by its text. */
  known: string[];
  /** The last views of this life, as many as are kept. */
  pages: Page[];
  /** Whom to answer when what they have asked for is stable. */
  readonly waiting: Map<string, NodeId>;
}

/** A diary of the last views, so many of them; a client asks to multicast a text, and is answered its view when it is stable. */
export function diary(keep: number): Application<Diary, string> {
  return {
    start: () => ({ known: [], pages: [], waiting: new Map() }),
    onView(app, view) {
      app.pages.push({ view, opening: [...app.known], delivered: [], stable: 0 });
      if (app.pages.length > keep) app.pages.shift();
    },
    onDeliver(app, delivery) {
      app.pages.at(-1)!.delivered.push(delivery);
      app.known = [...app.known, delivery.payload].sort();
    },
    onStable(app, { payload, view }, group) {
      app.pages.at(-1)!.stable++;
      const client = app.waiting.get(payload);
      if (client === undefined) return;
      app.waiting.delete(payload);
      group.answer(client, view);
    },
    onRequest(app, { client, input }, group) {
      const payload = String(input);
      if (app.known.includes(payload)) return group.answer(client, group.view.number);
      const isAsked = app.waiting.has(payload);
      app.waiting.set(payload, client);
      if (!isAsked) group.multicast(payload);
    },
    onOut(app) {
      app.pages = [];
      app.waiting.clear();
    },
    snapshot: ({ known }) => known,
    restore: (known) => ({ known: [...known as string[]], pages: [], waiting: new Map() }),
  };
}

/** A page in few letters. */
export function pageLabel({ view, delivered }: Page): string {
  return `${viewLabel(view)} [${delivered.map(({ payload }) => payload).join(" ")}]`;
}
