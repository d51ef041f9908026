/**
 * What a leader knows of a follower's log, and how much it may send: the three modes of etcd's Raft. It
 * probes with one message at a time until it knows where the logs agree; then it sends ahead without
 * waiting for answers; and if the follower needs what has been compacted, it waits for a snapshot to
 * arrive.
 *
 * @module
 */

/** One follower, as the leader sees it. */
export interface Progress {
  /** How entries are sent. */
  mode: "probe" | "replicate" | "snapshot";
  /** The follower's log agrees with the leader's up to here, durably. */
  match: number;
  /** The next entry to send; in snapshot mode, the one after the snapshot. Invariant: `match < next`. */
  next: number;
  /** In probe mode: a message is on its way, and nothing more is sent before the answer. */
  paused: boolean;
  /** In replicate mode: messages with entries that are on their way, oldest first. */
  inflight: Inflight[];
  /** The bytes of entries in `inflight`. */
  inflightBytes: number;
  /** In snapshot mode: how many heartbeats until the snapshot is presumed lost. */
  patience: number;
  /**
   * How many bytes the follower has of a snapshot that is sent in chunks; above 0 also after that, until it
   * has caught up.
   */
  offset: number;
  /** The latest round of the leader that the follower has answered. */
  round: number;
  /** Answers to what was sent in earlier rounds do not count: they tell of a log that is lost. */
  since: number;
  /** The round in which `match` rose last. */
  matchedIn: number;
  /** The latest time that the follower had lost what it had acknowledged; null as it should be. */
  loss: Loss | null;
}

/** A follower has not kept what it promised to keep. */
export interface Loss {
  /** It had acknowledged the entries up to here. */
  readonly had: number;
  /** It has at most the entries up to here. */
  readonly has: number;
  /** The round in which the leader noticed. */
  readonly round: number;
}

/** A message on its way. */
export interface Inflight {
  /** The index of its last entry. */
  readonly last: number;
  /** How large its entries are. */
  readonly bytes: number;
}

/** A follower about which nothing is known, except that it may need entries from `next` on. */
export function unknownProgress(next: number, round: number): Progress {
  return {
    mode: "probe",
    match: 0,
    next,
    paused: false,
    inflight: [],
    inflightBytes: 0,
    patience: 0,
    offset: 0,
    round,
    since: round,
    matchedIn: round,
    loss: null,
  };
}

/** The follower's log agrees with the leader's up to here, as it says in the leader's round `round`. */
export function raiseMatch(progress: Progress, match: number, round: number): void {
  progress.match = match;
  progress.matchedIn = round;
}

/**
 * Nothing that the follower has acknowledged counts any more, nor anything that is on its way. `round` has
 * just begun.
 */
export function forgetMatch(progress: Progress, has: number, round: number): void {
  progress.loss = { had: progress.match, has, round };
  progress.match = 0;
  progress.matchedIn = round;
  progress.since = round;
}

/** One message at a time, from `next` on. */
export function becomeProbe(progress: Progress, next: number): void {
  progress.mode = "probe";
  progress.next = next;
  progress.paused = false;
  resetInflight(progress);
}

/** Entries are sent ahead, from the first that is not known to be there. */
export function becomeReplicate(progress: Progress): void {
  progress.mode = "replicate";
  progress.next = progress.match + 1;
  progress.paused = false;
  resetInflight(progress);
}

/** A snapshot that ends before `next` is on its way. */
export function becomeSnapshot(progress: Progress, next: number, patience: number): void {
  if (progress.mode !== "snapshot" || progress.next !== next) progress.offset = 0;
  progress.mode = "snapshot";
  progress.next = next;
  progress.patience = patience;
  resetInflight(progress);
}

/** A message with entries up to `last` leaves. */
export function addInflight(progress: Progress, last: number, bytes: number): void {
  progress.next = last + 1;
  progress.inflight.push({ last, bytes });
  progress.inflightBytes += bytes;
}

/** The follower has everything up to `match`. */
export function freeInflight(progress: Progress, match: number): void {
  while (progress.inflight.length > 0 && progress.inflight[0]!.last <= match) {
    progress.inflightBytes -= progress.inflight.shift()!.bytes;
  }
}

/**
 * Whether a refusal of entries after `previous`, sent in a round of the leader, is out of date. Each one that
 * is not leads to one new probe, and its `next` is smaller, so that there is never more than one.
 */
export function isStaleRefusal(
  progress: Progress,
  { previous, round }: { readonly previous: number; readonly round: number },
): boolean {
  if (progress.mode === "snapshot" || round < progress.since) return true;
  if (previous <= progress.match) return !contradicts(progress, round);
  return progress.mode === "probe" && previous !== progress.next - 1;
}

/**
 * Whether a refusal at or below `match` tells of a loss. What was sent in the round in which `match` rose, or
 * before, may have met the follower before it had the entries, and its answer been overtaken. What was sent
 * later met a follower that had acknowledged them.
 */
function contradicts(progress: Progress, round: number): boolean {
  return round > progress.matchedIn;
}

function resetInflight(progress: Progress): void {
  progress.inflight = [];
  progress.inflightBytes = 0;
}
