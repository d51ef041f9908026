import text from "./clients.md" with { type: "text" };
import { drawn, task, toTheEnd } from "hb/grade/part.ts";
import type { RaftChange } from "hb/consensus/raft/change.ts";
import { aLog, pick } from "hb/laboratory/raft/logs.ts";
import { aServer } from "hb/laboratory/raft/servers.ts";
import { MOST_ENTRIES } from "hb/laboratory/raft/sizes.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Answers } from "../answers.ts";
import { lastIndex, type State, termAt, votersOnly } from "../given.ts";
import { asked } from "./compose.ts";
import { appends, longAppends } from "./follower.ts";
import { laboratory } from "./laboratory.ts";
import { type Arrival, expecting, hasLease, type Reasons, sameSteps, settings } from "./servers.ts";
import { settled, tryAll } from "./tries.ts";

export const clients = task<Answers>(text, (answers, grading) => {
  const { request, applyCommitted } = answers.clients;
  const change: RaftChange = { handlers: { request: asked(request) }, steps: { applyCommitted } };
  sameSteps(change, expected(), why, grading);
  tryAll(tries, change, grading, { isWatched: false });
  laboratory(answers, "3B", 3, grading);
});

/** Commands that are easily taken for none are among them. */
const commands = ["x", "", 0, null, false, ["x"], { type: "put", key: "x", value: "" }];

const openIn = ({ log, commitIndex }: State) => lastIndex(log) - commitIndex;

const requests = () =>
  drawn(300, "requests", (random): Arrival => {
    const setting = pick(random, settings), isLong = random.chance(0.1);
    let server = aServer(random, {}, hasLease(setting));
    // A leader at times with much that is not committed yet.
    while (isLong && !(server.s.role === "leader" && openIn(server.s) > 20)) {
      server = aServer(random, {}, hasLease(setting));
    }
    const { leading } = server.s;
    if (leading !== null) {
      const most = 2 ** 24;
      leading.uncommittedBytes = pick(random, [0, 12, 400, most, most + 1, 2 ** 32]);
    }
    if (isLong || random.chance(0.3)) {
      // All that is under way is waited for.
      const { log, commitIndex, waiting } = server.s;
      for (let index = commitIndex + 1; index <= lastIndex(log); index++) {
        waiting.set(index, { term: termAt(log, index)!, address: server.nodes + index });
      }
    }
    const stamp = random.chance(0.4)
      ? null
      : { session: random.below(4), sequence: random.below(3), lowest: random.below(2) };
    const from = server.nodes + random.below(4);
    const message = { type: "request", command: pick(random, commands), stamp } as const;
    return { ...server, setting, event: { kind: "message", from, message } };
  });

/**
 * A follower's answer commits what is open at a leader. Whoever waits there may wait for that entry, or for another
 * that it had at that place when it led before; and what is asked for may be old.
 */
const commits = () =>
  drawn(160, "commits", (random, at): Arrival => {
    const setting = pick(random, settings);
    let server = aServer(random, {}, hasLease(setting));
    // Of two of them there is more open than anybody expects.
    const isLong = at < 2, least = isLong ? MOST_ENTRIES / 2 : 1;
    while (!(server.s.role === "leader" && openIn(server.s) >= least)) {
      const log = aLog(random, isLong ? MOST_ENTRIES : undefined);
      server = aServer(random, { log }, hasLease(setting));
    }
    const { s, self, nodes } = server, { leading, log, commitIndex, waiting } = s;
    const last = lastIndex(log), round = leading!.round;
    const all = Array.from({ length: nodes }, (_, node) => node);
    // So many have it that this answer makes a majority of them.
    const others = all.filter((node) => node !== self), from = others[nodes >> 1] ?? others[0]!;
    for (const node of others.filter((node) => node !== from).slice(0, (nodes >> 1) - 1)) {
      Object.assign(leading!.progress.get(node)!, { match: last, next: last + 1 });
    }
    waiting.clear();
    for (let index = commitIndex + 1; index <= last; index++) {
      if (random.chance(0.2)) continue;
      const term = termAt(log, index)! - (random.chance(0.4) ? 1 : 0);
      waiting.set(index, { term: Math.max(1, term), address: nodes + index });
    }
    const placed = { index: 0, configuration: votersOnly(all) };
    const isPlain = s.configurations.length === 1;
    const message = {
      type: "appendEntriesReply",
      term: s.term,
      success: true,
      previous: last,
      match: last,
      hint: null,
      round,
    } as const;
    return {
      ...server,
      s: isPlain ? { ...s, configurations: [placed], snapshot: { ...s.snapshot, placed } } : s,
      setting,
      event: { kind: "message", from, message },
    };
  });

const expected = expecting(
  ["request", "appendEntries", "appendEntriesReply"],
  () => [...requests(), ...appends(), ...longAppends(), ...commits()],
);

/** Two clusters at once, on networks of their own, must not meet in a memory that both use. */
const tries = [{
  nodes: 3,
  asks: 6,
  network: { latency: uniform(1, 30) },
  seeds: 2,
  drive: toTheEnd(500, settled(2000)),
}];

const why: Reasons = {
  "what it answers to clients":
    "an answer says that the entry which the client waits for is committed and executed, and a refusal that it is not: a leader is busy with too much under way, or when leadership is to pass on (sections 3.5, 6.2)",
  "who waits for it (waiting)":
    "who asked a leader waits for one entry, of one term, until that index is applied (section 6.3)",
  "its state machine": "what is committed is executed in the order of the log, once (section 3.5)",
  otherwise: "sections 3.5 and 6.2 of the dissertation",
};
