/** Runs of a playground as its tests see them: what is done, what the news tell, and what the cells show. @module */

import { assertEquals } from "@std/assert";
import type { AnyPlaygroundKit } from "../../kit/playground.ts";
import { storyOf } from "../../model/story/story.ts";
import { Reporter } from "./news.ts";
import { Playground } from "./playground.ts";
import { type Act, newSession, type Settings, usualSettings } from "./session.ts";

/** What is done at a time, in ms. */
export type Done = readonly [at: number, ...acts: readonly Act[]];

/** A playground of this protocol among so many nodes; no run of it may break a guarantee. */
export class Stage {
  constructor(readonly kit: AnyPlaygroundKit, readonly nodes: number) {}

  /** What is usual, with these values in the place of its own. */
  settings(values: Settings["values"]): Settings {
    const usual = usualSettings(this.kit);
    return { ...usual, values: { ...usual.values, ...values } };
  }

  /** A run of so many ms that is set like this, in which this is done. */
  played(ms: number, values: Settings["values"], ...all: readonly Done[]): Playground {
    const session = newSession(this.kit, 1, this.nodes, this.settings(values));
    const acts = all.flatMap(([at, ...acts]) => acts.map((act) => ({ at, act })));
    const playground = new Playground({ ...session, acts }, this.kit);
    playground.advance(ms);
    assertEquals(playground.violation, undefined);
    return playground;
  }

  /** What the news tell of a run. */
  told({ trace }: Playground): readonly string[] {
    const reporter = new Reporter(this.kit);
    reporter.take(storyOf(trace));
    return reporter.news.map(({ words }) => words);
  }

  /** The cells of a node, as they are seen. */
  cellsOf({ states }: Playground, node: number): string[] {
    const { cells } = this.kit, state = states[node]!;
    return Array.from({ length: cells!.last(state) }, (_, i) => {
      const { head, text } = cells!.cell(state, i + 1) ?? { head: "", text: "" };
      return `${head} ${text}`;
    });
  }
}
