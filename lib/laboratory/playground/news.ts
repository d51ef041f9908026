/** What is worth telling of a run, in words: what nodes do, and what clients hear. @module */

import type { AnyPlaygroundKit } from "../../kit/playground.ts";
import type { Story } from "../../model/story/story.ts";
import type { TraceEvent } from "../../model/trace.ts";
import type { Act } from "./session.ts";

/** A sentence, and the time of which it tells, in ms. */
export interface News {
  /** When it happened. */
  readonly at: number;
  /** What happened. */
  readonly words: string;
}

/** Reads news out of a story, which may still grow. */
export class Reporter {
  /** The news so far, in the order of time. */
  readonly news: News[] = [];
  readonly #kit: AnyPlaygroundKit;
  /** The latest state of each node that runs. */
  readonly #states = new Map<number, Readonly<unknown>>();
  #read = 0;

  /** A reporter of runs of a protocol. */
  constructor(kit: AnyPlaygroundKit) {
    this.#kit = kit;
  }

  /** Takes what has come to the same story since the last time. */
  take(story: Story): void {
    for (; this.#read < story.trace.length; this.#read++) {
      const event = story.trace[this.#read]!;
      const words = this.#words(event, story);
      if (words !== undefined) this.news.push({ at: event.at, words });
    }
  }

  #words(event: TraceEvent, story: Story): string | undefined {
    switch (event.kind) {
      case "crash":
        this.#states.delete(event.node);
        return `Node ${event.node} crashes.`;
      case "start":
        return event.recovered ? `Node ${event.node} restarts.` : undefined;
      case "state": {
        const before = this.#states.get(event.node);
        this.#states.set(event.node, event.state as Readonly<unknown>);
        return this.#kit.news(
          event.node,
          before,
          event.state as Readonly<unknown>,
        );
      }
      case "ok":
        return `${this.#asked(event, story)}: ${this.#answered(event, story)}.`;
      case "fail":
        return `${this.#asked(event, story)}: refused.`;
      case "unknown":
        return `${this.#asked(event, story)}: no answer.`;
      case "violation":
        return `${event.invariant} is broken: ${event.words}.`;
      default:
        return undefined;
    }
  }

  #answered({ operation, output }: Extract<TraceEvent, { kind: "ok" }>, story: Story): string {
    return this.#kit.answered(output, story.operation(operation)!.input);
  }

  /** What the client of an operation has asked, in words. */
  #asked(
    { operation, process }: { operation: number; process: number },
    story: Story,
  ): string {
    const { input } = story.operation(operation)!;
    return `Client at node ${story.seats.get(process)}, ${this.#kit.asked(input)}`;
  }
}

/** What a reader does, in words. */
export function actWords(kit: AnyPlaygroundKit, act: Act): string {
  switch (act.kind) {
    case "crash":
      return `node ${act.node} crashes`;
    case "restart":
      return `node ${act.node} restarts`;
    case "cut":
      return `node ${act.node} is cut off`;
    case "join":
      return `node ${act.node} is joined again`;
    case "cut link":
      return act.oneWay
        ? `nothing passes from node ${act.from} to node ${act.to}`
        : `nothing passes between nodes ${act.from} and ${act.to}`;
    case "mend link":
      return `the link between nodes ${act.from} and ${act.to} is mended`;
    case "ask":
      return kit.requests[act.request]!.told(act.node, act.words);
    case "command":
      return kit.commands[act.command]!.told(act.node);
    case "set":
      return "the settings change";
  }
}
