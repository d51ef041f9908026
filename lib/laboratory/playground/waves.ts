/** How what is new spreads from node to node, read out of a run. @module */

import type { AnyPlaygroundKit } from "../../kit/playground.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Story } from "../../model/story/story.ts";

/** One rumour, and who has heard it by some time. */
export interface Wave {
  /** What it says: "Node 7 is dead". */
  readonly words: string;
  /** When somebody knew it first, in ms. */
  readonly from: number;
  /** Who has heard it by then, and when, in ms, in that order. */
  readonly heard: ReadonlyMap<NodeId, number>;
}

interface GrowingWave extends Wave {
  readonly heard: Map<NodeId, number>;
}

/** Reads waves out of a story, which may still grow. */
export class Waves {
  readonly #kit: AnyPlaygroundKit;
  /** In the order in which they began. */
  readonly #waves: GrowingWave[] = [];
  readonly #byKey = new Map<string, GrowingWave>();
  /** The latest state of each node that runs. */
  readonly #states = new Map<NodeId, Readonly<unknown>>();
  #read = 0;

  /** What spreads in runs of a protocol. */
  constructor(kit: AnyPlaygroundKit) {
    this.#kit = kit;
  }

  /** Takes what has come to the same story since the last time. */
  take({ trace }: Pick<Story, "trace">): void {
    if (this.#kit.spread === undefined) return;
    for (; this.#read < trace.length; this.#read++) {
      const event = trace[this.#read]!;
      if (event.kind === "crash") this.#states.delete(event.node);
      if (event.kind !== "state") continue;
      const now = event.state as Readonly<unknown>;
      this.#hear(event.node, event.at, this.#states.get(event.node), now);
      this.#states.set(event.node, now);
    }
  }

  /**
   * The wave that began last before a time, as far as it had come by then; one that nobody has passed on is taken only
   * where there is no other.
   */
  at(time: number): Wave | undefined {
    const begun = ({ from }: Wave) => from <= time;
    const last = this.#waves.findLast((wave) => begun(wave) && heardBy(wave, time) > 1) ??
      this.#waves.findLast(begun);
    if (last === undefined) return undefined;
    const heard = new Map([...last.heard].filter(([, at]) => at <= time));
    return { ...last, heard };
  }

  #hear(
    node: NodeId,
    at: number,
    before: Readonly<unknown> | undefined,
    now: Readonly<unknown>,
  ): void {
    for (const { key, words } of this.#kit.spread!.heard(node, before, now)) {
      let wave = this.#byKey.get(key);
      if (wave === undefined) {
        wave = { words, from: at, heard: new Map() };
        this.#byKey.set(key, wave);
        this.#waves.push(wave);
      }
      if (!wave.heard.has(node)) wave.heard.set(node, at);
    }
  }
}

/** How many have heard it by a time, as far as one needs to know: none, one or more. */
function heardBy({ heard }: Wave, time: number): number {
  let count = 0;
  for (const at of heard.values()) {
    if (at > time || ++count > 1) break;
  }
  return count;
}
