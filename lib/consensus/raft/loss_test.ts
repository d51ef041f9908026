import { assertEquals, assertLessOrEqual } from "@std/assert";
import { Random } from "../../sim/random.ts";
import { ack, after, leader, logOf, progressOf, refusal, sent, upon } from "./servers_test.ts";

/** A leader with a log and one follower, who is known to agree up to `match`. */
function leading(terms: number[], match: number) {
  const s = leader({ log: logOf(terms) });
  Object.assign(s.leading!.progress.get(1)!, { mode: "replicate", match, next: match + 1 });
  s.leading!.progress.delete(2);
  return s;
}

Deno.test("loss: a follower that refuses what it has acknowledged gets it again, whatever overtakes what", () => {
  const s = leading([1, 1, 1, 1, 1], 5);
  const lost = refusal(5, { term: null, index: 3 });
  // It may answer what came before the entries.
  assertEquals([sent(upon(s, 1, lost)), progressOf(upon(s, 1, lost), 1).match], [[], 5]);
  const beat = after(s, "heartbeat");
  const noticed = upon(beat.state, 1, { ...lost, round: 1 });
  assertEquals(sent(noticed, "previous", "round"), [
    '1 appendEntries previous={"index":2,"term":1} round=2',
  ]);
  assertEquals(progressOf(noticed, 1).loss, { had: 5, has: 4, round: 2 });
  const late = [lost, { ...lost, round: 1 }, { ...ack(5), round: 1 }, { ...lost, round: 2 }];
  for (const answer of late) {
    const step = upon(noticed.state, 1, answer);
    assertEquals([sent(step), progressOf(step, 1).match], [[], 0]);
  }
  const repaired = upon(noticed.state, 1, { ...ack(5), round: 2 });
  assertEquals([progressOf(repaired, 1).match, progressOf(repaired, 1).mode], [5, "replicate"]);
});

Deno.test("loss: refusals without number, order or reason start one probe at a time", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const random = new Random(seed);
    const length = 1 + random.below(8);
    let s = leading(Array.from({ length }, () => 1), random.below(length + 1));
    let sends = 0, losses = 0;
    for (let i = 0; i < 300; i++) {
      const previous = random.below(length + 2), { round } = s.leading!;
      const hint = { term: random.chance(0.5) ? 1 : null, index: 1 + random.below(length + 1) };
      const step = upon(s, 1, { ...refusal(previous, hint), round: random.below(round + 1) });
      sends += sent(step).length;
      losses += progressOf(step, 1).loss === progressOf({ ...step, state: s }, 1).loss ? 0 : 1;
      s = step.state;
    }
    // Each probe is answered by a refusal that leads to one further down, and there is no further than the start.
    assertLessOrEqual(sends, (losses + 1) * (length + 1));
    assertLessOrEqual(losses, 1);
  }
});
