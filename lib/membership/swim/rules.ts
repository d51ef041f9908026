/** The decisions that SWIM rests on, one by one, so that each can be made wrongly. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Saved } from "./messages.ts";
import { type Settings, suspicionDeadlines, transmitLimit } from "./settings.ts";
import type { Probe } from "./state.ts";
import {
  isIn,
  LAST_INCARNATION,
  type News,
  overrides,
  type Standing,
  type Status,
} from "./standing.ts";

/** The rules. */
export interface Rules {
  /** Whether news of a member stands against what is known of it. */
  readonly overrides: (news: Standing, known: Standing) => boolean;
  /** Which news of somebody of whom one has never heard is taken. */
  readonly takesUnknown: (news: News) => boolean;
  /** Whether what is held of a member is kept; what is not kept is as if one had never heard of it. */
  readonly keeps: (standing: Standing) => boolean;
  /** In which incarnation a member goes on that is accused in this one. */
  readonly refutesIn: (accused: number, own: number) => number;
  /** When a target that has not answered is given up: when those who were asked for help had their time, too. */
  readonly givesUp: "after the helpers" | "before the helpers";
  /** What is held of a target that is given up. */
  readonly verdict: Status;
  /** Whether a suspicion that began in one incarnation may end in the death of a member as it is held now. */
  readonly mayDie: (begunIn: number, known: Standing) => boolean;
  /** Whether the timer of a suspicion ends with it. */
  readonly stopsTimer: boolean;
  /** How many confirmations there are, by those who have accused; the first of them is no confirmation. */
  readonly confirmations: (accusers: ReadonlySet<NodeId>, heard: number) => number;
  /** After how many ms a suspicion is death, by the number of confirmations. */
  readonly deadlines: (settings: Settings, n: number) => readonly number[];
  /** Those by which a suspicion goes on, given those that it began with. */
  readonly currentDeadlines: (
    begunWith: readonly number[],
    settings: Settings,
    n: number,
  ) => readonly number[];
  /** Whether a node that is a member again goes on to suspect whom it suspected when it left. */
  readonly resumes: boolean;
  /** How often a piece of news is told. */
  readonly limit: (settings: Settings, n: number) => number;
  /** Whether a member is told what is held of it, given the incarnation that it has shown, if it has. */
  readonly tells: (held: Standing, shown: number | null, settings: Settings) => boolean;
  /** Whether who still takes one of the dead for alive is told again, which reaches that one in the end. */
  readonly corrects: (stale: Standing, held: Standing) => boolean;
  /** What is taken of another's whole view, given what is held of the same member. */
  readonly merged: (told: News, held: Standing | undefined, from: NodeId) => News;
  /** Whether an answer that has the number of the probe may come from this one. */
  readonly mayAnswer: (from: NodeId, probe: Readonly<Probe>) => boolean;
  /** As what news of a member is held. */
  readonly held: (news: News) => News;
  /** Whether a member that leaves goes on until it has told so. */
  readonly lingers: boolean;
  /** How much a member doubts itself after a probe that was answered. */
  readonly calms: (awareness: number) => number;
  /** What a node makes of what it had saved. */
  readonly remembers: (saved: Saved) => Saved;
}

/** The right ones. */
export const rules: Rules = {
  overrides,
  takesUnknown: () => true,
  keeps: () => true,
  refutesIn: (accused) => Math.min(accused + 1, LAST_INCARNATION),
  givesUp: "after the helpers",
  verdict: "suspect",
  mayDie: (begunIn, known) => known.status === "suspect" && known.incarnation === begunIn,
  stopsTimer: true,
  confirmations: (accusers) => accusers.size - 1,
  deadlines: suspicionDeadlines,
  currentDeadlines: (begunWith) => begunWith,
  resumes: true,
  limit: transmitLimit,
  tells: (held, shown, { buddy }) =>
    !isIn(held) || shown !== null && held.incarnation > shown || buddy && held.status === "suspect",
  corrects: (stale, held) => isIn(stale) && !isIn(held),
  // The dead of another may be alive on this side of a partition: they are given the time to say so.
  merged: (told, held, from) =>
    told.status === "dead" && held !== undefined && isIn(held)
      ? { ...told, status: "suspect", by: from }
      : told,
  // Numbers begin anew in each life: an answer to a probe of the last one has the number of one of this.
  mayAnswer: (from, { target, asked }) => from === target || asked?.includes(from) === true,
  held: (news) => news,
  lingers: true,
  calms: (awareness) => Math.max(0, awareness - 1),
  remembers: (saved) => saved,
};
