/** Stage 3B, continued: logs that differ are repaired, without too much talk. @module */

import type { LabScenario } from "./scenario.ts";

const stage = "3B log";

/** How many remote procedure calls are too many. */
const most = { election: 30, idleSecond: 60 };

/** An isolated leader comes back with what it should forget. */
export const rejoin: LabScenario = {
  name: "Rejoin",
  stage,
  words: "a leader that was cut off loses what it appended alone",
  servers: 3,
  courseS: 7.8,
  run(lab) {
    lab.agree(3);
    const first = lab.leader();
    lab.cut(first);
    for (let i = 0; i < 3; i++) lab.propose(first);
    lab.agree(2, { retry: true });
    const second = lab.leader();
    lab.cut(second);
    lab.join(first);
    lab.agree(2, { retry: true });
    lab.join(second);
    lab.agree(3, { retry: true });
  },
};

/** Logs that differ by many entries. */
export const backup: LabScenario = {
  name: "Backup",
  stage,
  words: "a follower whose log differs in fifty entries is brought up to date soon",
  servers: 5,
  courseS: 27.7,
  run(lab) {
    lab.agree(5, { retry: true });
    const first = lab.leader();
    const after = (i: number) => (first + i) % 5;
    // The first leader and one follower append what cannot be committed.
    for (const i of [2, 3, 4]) lab.cut(after(i));
    for (let i = 0; i < 50; i++) lab.propose(first);
    lab.wait(500);
    for (const i of [0, 1]) lab.cut(after(i));
    for (const i of [2, 3, 4]) lab.join(after(i));
    for (let i = 0; i < 50; i++) lab.agree(3, { retry: true });
    // So do the second leader and one of its followers.
    const second = lab.leader();
    const other = after(2) === second ? after(3) : after(2);
    lab.cut(other);
    for (let i = 0; i < 50; i++) lab.propose(second);
    lab.wait(500);
    for (const server of lab.all()) lab.cut(server);
    // The first leader is back, with the one that knows what was committed.
    for (const server of [after(0), after(1), other]) lab.join(server);
    for (let i = 0; i < 50; i++) lab.agree(3, { retry: true });
    for (const server of lab.all()) lab.join(server);
    lab.agree(5, { retry: true });
  },
};

/** Nobody talks more than is needed. */
export const count: LabScenario = {
  name: "Count",
  stage,
  words: "elections, agreement and idling take no more remote procedure calls than they must",
  servers: 3,
  courseS: 2.7,
  run(lab) {
    const { traffic } = lab;
    const leader = lab.leader();
    const { calls } = traffic;
    lab.expect(
      calls >= 1 && calls <= most.election,
      `the election took ${calls} calls, not 1 to ${most.election}`,
    );
    lab.wait(200);
    const commands = 12;
    const before = traffic.calls;
    const proposed = Array.from({ length: commands }, () => lab.propose(leader)!);
    lab.wait(2000, () => proposed.every((each) => lab.agreement.count(each) === 3));
    lab.expect(
      proposed.every((each) => lab.agreement.count(each) === 3),
      "commands were not applied",
    );
    const taken = traffic.calls - before, needed = (commands + 2) * 3;
    lab.expect(taken <= needed, `${commands} commands took ${taken} calls, more than ${needed}`);
    const idleFrom = traffic.calls;
    lab.wait(1000);
    const idle = traffic.calls - idleFrom;
    lab.expect(
      idle <= most.idleSecond,
      `an idle second took ${idle} calls, more than ${most.idleSecond}`,
    );
  },
};
