/**
 * The scene of a trace: everything that a space-time diagram draws, placed by moments and not yet by
 * pixels. A window of it can be drawn without a look at the rest.
 *
 * @module
 */

import type { Lane } from "../../model/story/cast.ts";
import type { Fate, Outage, Outcome } from "../../model/story/parts.ts";

/** A message between two lines. */
export interface Passage {
  /** The line that it leaves. */
  readonly from: Lane;
  /** The line that it goes to. */
  readonly to: Lane;
  /** The moment in which it is sent. */
  readonly sent: number;
  /** The moment in which its fate is sealed; missing while it is under way. */
  readonly ended?: number;
  /** What became of it. */
  readonly fate: Fate;
  /** Messages of one type share a colour. */
  readonly type: string;
  /** It in a few words. */
  readonly label: string;
}

/** Something that lasts on one line: an operation of a client, or a span in which a node does not run. */
export interface Stretch {
  /** The line on which it lies. */
  readonly lane: Lane;
  /** What it is; an operation has the name of its outcome, and is "open" while it has none. */
  readonly kind: Outage["kind"] | Outcome;
  /** The moment in which it begins. */
  readonly from: number;
  /** The moment in which it ends; missing while it lasts. */
  readonly to?: number;
  /** It in a few words. */
  readonly label: string;
}

/** Something that happens on one line at one moment. */
export interface Spot {
  /** The line on which it happens. */
  readonly lane: Lane;
  /** When. */
  readonly moment: number;
  /** What happens. */
  readonly kind:
    | "start"
    | "crash"
    | "pause"
    | "resume"
    | "timer"
    | "save"
    | "state"
    | "breach";
  /** It in a few words; "" where its mark says enough. */
  readonly label: string;
}

/** A trouble of the network or of a clock. */
export interface Trouble {
  /** The lines concerned. */
  readonly lanes: readonly Lane[];
  /** The moment in which it begins. */
  readonly from: number;
  /** When it is over, in ms; missing when that is at once. */
  readonly until?: number;
}

/** The moment in which something that must hold no longer does. */
export interface Violated {
  /** When. */
  readonly moment: number;
  /** The name of what must hold. */
  readonly invariant: string;
}

/** Everything that there is to draw. */
export interface Scene {
  /** In the order of their sends. */
  readonly passages: readonly Passage[];
  /** In the order of their beginnings. */
  readonly stretches: readonly Stretch[];
  /** In the order of the trace. */
  readonly spots: readonly Spot[];
  /** In the order of the trace. */
  readonly troubles: readonly Trouble[];
  /** In the order of the trace. */
  readonly violations: readonly Violated[];
}
