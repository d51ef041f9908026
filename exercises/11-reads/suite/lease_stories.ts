/** Stories about a leader that reads by its lease. @module */

import type { Grading } from "hb/grade/part.ts";
import type { WholeReads } from "../given.ts";
import { putX } from "./clients.ts";
import { inMs } from "./in_ms.ts";
import { among, type Stage } from "./stage.ts";
import { begins, confirmed, elects, leadsAgain, SOURCE, told, UNWRITTEN } from "./stories.ts";

const LOYAL_MS = 100;
/** How servers are said to be in these stories. */
const SAID = `voters are loyal for ${LOYAL_MS} ms`;

/** A leader whose heartbeat at 0 ms a majority acknowledges, which comes to its ears at `heardAt`. */
function leased(
  reads: WholeReads,
  words: string,
  grading: Grading,
  { drift = 0, heardAt = 1 } = {},
): Stage {
  const stage = begins(
    reads,
    "leader lease",
    `${words}; ${SAID}, clocks drift by ${drift}`,
    grading,
    {
      loyalMs: LOYAL_MS,
      drift,
    },
  );
  const read = stage.ask(0);
  stage.deliver(({ from }) => from === 0);
  if (heardAt > 0) stage.clock(heardAt);
  stage.deliver();
  confirmed(stage, read, UNWRITTEN);
  return stage;
}

/** Server 1 is elected and writes; the old leader is asked to read. */
function overtaken(stage: Stage, at: number, why: string): void {
  elects(stage);
  stage.ask(1, putX("new"));
  stage.deliver(among(1, 2));
  stage.hold(among(0, 1));
  stage.hold(among(0, 2));
  stage.clock(at);
  const read = stage.ask(0);
  told(stage, read, undefined, why);
}

/** While the lease lasts a read costs nothing; a little before its end, too. */
export function free(reads: WholeReads, grading: Grading): void {
  for (const drift of [0, 0.02]) {
    const stage = leased(reads, "somebody reads while the lease lasts", grading, { drift });
    for (const at of [10, Math.floor(0.85 * LOYAL_MS * (1 - drift) / (1 + drift))]) {
      stage.clock(at);
      const before = stage.sent(), read = stage.ask(0);
      told(
        stage,
        read,
        UNWRITTEN,
        `nobody else can lead before the lease is over (${SOURCE}, section 6.4.1)`,
      );
      if (stage.sent() === before) continue;
      stage.fail(
        "something was sent for this read",
        "nothing",
        `a lease is there so that nobody need be asked (${SOURCE}, section 6.4.1)`,
      );
    }
  }
}

/** The acknowledgement comes late, and the lease counts from when the heartbeat was sent. */
export function fromSending(reads: WholeReads, grading: Grading): void {
  const stage = leased(reads, "an acknowledgement comes late", grading, { heardAt: 90 });
  stage.clock(101);
  overtaken(
    stage,
    150,
    "voters heard the heartbeat when it was sent, at 0 ms, and are loyal for 100 ms from then: the lease is over " +
      `(${SOURCE}, section 6.4.1)`,
  );
}

/** Two heartbeats are on their way, of which nobody hears the second; the first one's answers come after that. */
export function lost(reads: WholeReads, grading: Grading): void {
  const words = `the second of two heartbeats is lost; ${SAID}`;
  const stage = begins(reads, "leader lease", words, grading, { loyalMs: LOYAL_MS });
  const read = stage.ask(0);
  stage.deliver(({ from }) => from === 0);
  const answers = stage.hold(({ to }) => to === 0);
  stage.clock(50);
  stage.fire(0, "heartbeat", "server 0 sends a heartbeat");
  stage.hold(({ from }) => from === 0);
  stage.clock(51);
  for (const letter of answers) stage.hand(letter);
  confirmed(stage, read, UNWRITTEN);
  stage.hold(() => true);
  stage.clock(110);
  overtaken(
    stage,
    120,
    "only the heartbeat of 0 ms was heard, and voters are loyal for 100 ms from then: one that nobody has acknowledged " +
      `gives no lease (${SOURCE}, section 6.4.1)`,
  );
}

/** The leader's clock is slow, the voters' are fast. */
export function drifting(reads: WholeReads, grading: Grading): void {
  const drift = 0.05, stage = leased(reads, "the leader's clock may be slow", grading, { drift });
  const over = LOYAL_MS * (1 - drift) / (1 + drift);
  overtaken(
    stage,
    over + 1,
    `on a clock that is too fast by ${drift} loyalty is over when one that is too slow shows ${
      inMs(over)
    } ` +
      `(${SOURCE}, section 6.4.1)`,
  );
}

/** The leader tells another server to stand. */
export function handedOver(reads: WholeReads, grading: Grading): void {
  const why =
    "for whoever the leader has told to stand all vote at once, so that its lease is worth nothing any more " +
    `(${SOURCE}, section 6.4.1)`;
  const stage = leased(reads, "the leader hands over", grading);
  stage.fire(0, "handOver", "server 0 tells server 1 to stand");
  overtaken(stage, 10, why);
  const again = leased(reads, "the leader hands over, and gives that up", grading);
  again.fire(0, "handOver", "server 0 tells server 1 to stand");
  again.fire(0, "handOver", "server 0 waits for server 1 no longer");
  again.fire(0, "heartbeat", "server 0 sends a heartbeat");
  again.deliver(among(0, 2));
  again.hold(among(0, 1));
  overtaken(again, 10, `server 1 may still stand: ${why}`);
}

/** A lease of one leadership is none of another; and who has handed over in one may have a lease in another. */
export function otherTerm(reads: WholeReads, grading: Grading): void {
  const stage = leased(reads, "a leader loses its leadership, and leads again", grading);
  stage.fire(0, "handOver", "server 0 tells server 1 to stand");
  leadsAgain(stage);
  // Nobody has heard it so far.
  stage.hold(() => true);
  const read = stage.ask(0);
  told(
    stage,
    read,
    undefined,
    `nobody has acknowledged anything in this term, and nothing of it is decided (${SOURCE}, sections 6.4 and 6.4.1)`,
  );
  const again = leased(reads, "a leader hands over, and leads again", grading);
  again.fire(0, "handOver", "server 0 tells server 1 to stand");
  leadsAgain(again);
  again.deliver();
  again.fire(0, "heartbeat", "server 0 sends a heartbeat");
  again.deliver();
  const before = again.sent(), last = again.ask(0);
  told(
    again,
    last,
    UNWRITTEN,
    "a majority has acknowledged a heartbeat of this term, so that it has a lease, though it has handed over in another",
  );
  if (again.sent() === before) return;
  again.fail(
    "something was sent for this read",
    "nothing",
    "it has handed over in another term, and has a lease in this one as any leader has " +
      `(${SOURCE}, section 6.4.1)`,
  );
}
