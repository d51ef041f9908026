/** What is worth telling of a run, in words: who stands, who leads, what clients hear. @module */

import type { KeyValueCommand } from "../../replicated/state_machine/key_value.ts";
import type { Answer } from "../../consensus/raft/messages.ts";
import type { Story } from "../../model/story/story.ts";
import type { TraceEvent } from "../../model/trace.ts";
import type { NodeState } from "./run.ts";
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
  readonly #roles = new Map<number, string>();
  #read = 0;

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
        this.#roles.delete(event.node);
        return `Node ${event.node} crashes.`;
      case "start":
        return event.recovered ? `Node ${event.node} restarts.` : undefined;
      case "state":
        return this.#turned(event.node, event.state as NodeState);
      case "ok":
        return `${asked(event, story)}: ${answerWords(event.output as Answer)}.`;
      case "fail":
        return `${asked(event, story)}: refused.`;
      case "unknown":
        return `${asked(event, story)}: no answer.`;
      case "violation":
        return `${event.invariant} is broken: ${event.words}.`;
      default:
        return undefined;
    }
  }

  #turned(node: number, { role, term }: NodeState): string | undefined {
    const before = this.#roles.get(node);
    const now = `${role} ${term}`;
    if (before === now) return undefined;
    this.#roles.set(node, now);
    if (role === "leader") return `Node ${node} leads term ${term}.`;
    if (role === "candidate") return `Node ${node} stands for term ${term}.`;
    if (role === "precandidate") return `Node ${node} asks whether it would be elected.`;
    return before?.startsWith("leader") ? `Node ${node} no longer leads.` : undefined;
  }
}

/** What the client of an operation has asked, in words. */
function asked(
  { operation, process }: { operation: number; process: number },
  story: Story,
): string {
  const command = story.operation(operation)!.input as KeyValueCommand;
  const node = story.seats.get(process);
  const what = command.type === "put" ? `put ${command.key} = ${command.value}` : command.key;
  return `Client at node ${node}, ${command.type === "get" ? `get ${what}` : what}`;
}

function answerWords(answer: Answer): string {
  if (!answer.ok) return answer.why;
  if (answer.result === null) return "done";
  return answer.result === "" ? "nothing there" : String(answer.result);
}

/** What a reader does, in words. */
export function actWords(act: Act): string {
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
    case "put":
      return `node ${act.node} is asked to put ${act.key} = ${act.value}`;
    case "get":
      return `node ${act.node} is asked for ${act.key}`;
    case "transfer":
      return `node ${act.node} is to lead`;
    case "set":
      return "the settings change";
  }
}
