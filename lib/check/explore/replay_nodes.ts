/** What the nodes of a path meet: their script, and when they crash. @module */

import type { NodeId } from "../../model/protocol.ts";
import { idOf } from "../../model/timer_key.ts";
import type { NodeScript, Script } from "./scripted.ts";
import type { ProtocolAction } from "./protocol_action.ts";
import { fsyncMs, type ReplayFault } from "./replay_scenario.ts";

interface Crash {
  readonly at: number;
  readonly node: NodeId;
  readonly disk?: "wiped";
  restartsAt?: number;
}

/** The nodes of a replay. */
export class ReplayNodes implements Script {
  readonly #scripts = new Map<string, NodeScript & { readonly delays: Map<string, number> }>();
  /** When each pending timer was last started, by node, type and key. */
  readonly #started = new Map<string, number>();
  readonly #crashes: Crash[] = [];

  /** Takes in what happens to nodes in a step. */
  happens(at: number, action: ProtocolAction): void {
    if (action.kind === "timer") {
      const { node, timer } = action, id = idOf(timer);
      const started = this.#started.get(`${node} ${id}`)!;
      this.#scripts.get(`${node} ${started}`)!.delays.set(id, at - started);
    }
    if (action.kind === "crash") {
      const disk = action.wiped ? { disk: "wiped" as const } : {};
      this.#crashes.push({ at, node: action.node, ...disk });
    }
    if (action.kind === "restart") {
      this.#crashes.findLast(({ node }) => node === action.node)!.restartsAt = at;
    }
    for (const { node, now, choices, waits, crashed } of action.nodes) {
      this.#scripts.set(`${node} ${at}`, { now, choices, delays: new Map() });
      for (const id of waits) this.#started.set(`${node} ${id}`, at);
      if (crashed) this.#crashes.push({ at: at + fsyncMs / 2, node });
    }
  }

  at(node: NodeId, ms: number): NodeScript {
    const script = this.#scripts.get(`${node} ${ms}`);
    if (script !== undefined) return script;
    throw new Error(
      "Cannot follow a script because every step must be in it: " +
        `given one of node ${node} at ${ms} ms`,
    );
  }

  /** When the nodes crash; what they saved is kept. */
  faults(): ReplayFault[] {
    return this.#crashes.map(({ restartsAt, ...crash }) => ({
      kind: "crash",
      ...crash,
      unsynced: "kept",
      ...(restartsAt === undefined ? {} : { downMs: restartsAt - crash.at }),
    }));
  }
}
