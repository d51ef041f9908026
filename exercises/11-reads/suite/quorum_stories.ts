/** Stories about servers that ask a quorum. @module */

import type { Grading } from "hb/grade/part.ts";
import type { WholeReads } from "../given.ts";
import { putX } from "./clients.ts";
import { among } from "./stage.ts";
import { begins, told, UNWRITTEN } from "./stories.ts";

const SOURCE = "Charapko et al. 2019";

/** A quorum without the leader is enough. */
export function withoutLeader(reads: WholeReads, grading: Grading): void {
  const stage = begins(reads, "pqr", "the leader is dead, and somebody reads", grading);
  const read = stage.ask(2);
  stage.deliver(among(1, 2));
  told(
    stage,
    read,
    UNWRITTEN,
    "servers 1 and 2 are a quorum, and have nothing that is not executed (Charapko et al. 2019, section 3)",
  );
}

/** Who decides is the log's affair: one server alone, or all of them. */
export function oneDecides(reads: WholeReads, grading: Grading): void {
  const alone = begins(reads, "pqr", "server 0 decides alone", grading, { accepts: 1 });
  const write = alone.ask(0, putX("new"));
  told(alone, write, "done", "server 0 decides alone");
  alone.hold(among(0, 1));
  alone.hold(among(0, 2));
  const read = alone.ask(2);
  alone.deliver(among(1, 2));
  told(
    alone,
    read,
    undefined,
    `servers 1 and 2 have nobody in common with whoever decides, as meetsDecisions says (${SOURCE}, section 3)`,
  );
  const all = begins(reads, "pqr", "nothing is decided but by all three", grading, { accepts: 3 });
  const last = all.ask(2);
  told(
    all,
    last,
    UNWRITTEN,
    "whatever is decided this server has accepted, so that it is a quorum of its own, as meetsDecisions says " +
      `(${SOURCE}, section 3)`,
  );
}

/** Something is accepted by one server, and may or may not be decided. */
export function rinses(reads: WholeReads, grading: Grading): void {
  const stage = begins(reads, "pqr", "somebody reads what is only accepted", grading);
  stage.ask(0, putX("a"));
  stage.deliver(({ from, to }) => from === 0 && to === 1);
  stage.hold(among(0, 1));
  stage.hold(among(0, 2));
  const read = stage.ask(2);
  stage.deliver(among(1, 2));
  told(
    stage,
    read,
    undefined,
    "server 1 has accepted a write that may be answered already, and it is not executed here: rinse " +
      "(Charapko et al. 2019, section 3.2)",
  );
}

/** An answer to an older question comes late. */
export function oldPeek(reads: WholeReads, grading: Grading): void {
  const stage = begins(reads, "pqr", "an answer to an old question comes late", grading);
  stage.ask(2);
  stage.deliver(({ from, to }) => from === 2 && to === 1);
  const late = stage.hold(among(1, 2));
  stage.hold(among(0, 2));
  const write = stage.ask(0, putX("new"));
  stage.deliver(among(0, 1));
  told(stage, write, "done", "a majority has it");
  stage.hold(among(0, 2));
  const read = stage.ask(2);
  stage.hold(() => true);
  for (const letter of late) stage.hand(letter);
  told(
    stage,
    read,
    undefined,
    "server 1 was asked for an older read, before the write was answered (Charapko et al. 2019, section 3)",
  );
}
