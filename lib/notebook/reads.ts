/** Runs of reads, drawn for their chapter. @module */

import type { Figure } from "../figure/figure.ts";
import { withoutRoutine } from "../figure/routine.ts";
import { spacetime } from "../figure/spacetime/spacetime.ts";
import type { Serves } from "../laboratory/reads/stage.ts";
import type { Labels } from "../model/labels.ts";
import type { NodeId, Tagged } from "../model/protocol.ts";
import type { Trace, TraceEvent } from "../model/trace.ts";
import { labels as bodega } from "../reads/bodega/labels.ts";
import { labels as reads } from "../reads/labels.ts";
import { labels as quorumLease } from "../reads/quorum_lease/labels.ts";
import { inSigns } from "./in_signs.ts";

/** Which part of a run is drawn, and what of it. Times are in ms. */
export interface ReadsShown {
  /** How the reads were served, which decides on the words; default: from a log, in whatever way. */
  readonly way?: Serves;
  /** Default 0. */
  readonly from?: number;
  /** Default: the end. */
  readonly to?: number;
  /** Where `from` and `to` are counted from, in ms of the run; default: its times as they are. */
  readonly since?: number;
  /** Whether heartbeats, leases and their timers are drawn, too; default false. */
  readonly heartbeats?: boolean;
  /** Whether servers' states are written at their lines; default false. */
  readonly states?: boolean;
  /** The nodes that stand out. */
  readonly highlight?: readonly NodeId[];
  /** In px; by default as wide as the events ask for. */
  readonly width?: number;
}

/** The words of a protocol that serves reads, with commands as they are written in the text: x←1 and x?. */
function wordsOf(way: Serves | undefined): Labels {
  const words = way === "bodega" ? bodega : way === "quorum lease" ? quorumLease : reads;
  const { message, record, request, ...others } = words as unknown as Required<Labels>;
  return {
    ...others,
    message: (each) => inSigns(message(each)),
    record: (each) => inSigns(record(each)),
    request: (each) => inSigns(request(each)),
  };
}

/** A run as a space-time diagram in the words of its protocol. */
export function drawReads(trace: Trace, title: string, shown: ReadsShown = {}): Figure {
  const { way, from = 0, to, since = 0, heartbeats = false, states = false, ...more } = shown;
  const { state, ...others } = wordsOf(way);
  const labels = states && state !== undefined ? { ...others, state } : others;
  const kept = heartbeats ? trace : withoutRoutine(trace, labels);
  return spacetime(kept, {
    title,
    labels,
    from: since + from,
    ...(to === undefined ? {} : { to: since + to }),
    ...more,
  });
}

/** Which lease is drawn. */
export interface LeaseShown {
  /** Who grants it. */
  readonly grantor: NodeId;
  /** Who holds it. */
  readonly holder: NodeId;
}

/** Of a run, the messages by which one server grants another a lease; times begin with the first guard. */
export function leaseOf(trace: Trace, { grantor, holder }: LeaseShown): Trace {
  const between = (event: TraceEvent, from: NodeId, to: NodeId, types: readonly string[]) =>
    (event.kind === "send" || event.kind === "deliver") && event.from === from &&
    event.to === to && types.includes((event.body as Tagged).type);
  const own = trace.filter((event) =>
    between(event, grantor, holder, ["guard", "leasePromise"]) ||
    between(event, holder, grantor, ["guardReply", "leasePromiseReply"])
  );
  const begin = own[0]?.at ?? 0;
  return own.map((event) => ({ ...event, at: event.at - begin }));
}
