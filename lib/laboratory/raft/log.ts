/** Stage 3B: the servers agree on a log, while some of them come and go. @module */

import { backup, count, rejoin } from "./log_repair.ts";
import type { AnyLaboratory, LabScenario } from "./scenario.ts";

const stage = "3B log";

const basicAgree: LabScenario = {
  name: "BasicAgree",
  stage,
  words: "three commands are applied by all, in the order in which they were proposed",
  servers: 3,
  courseS: 1.6,
  run(lab) {
    for (let place = 0; place < 3; place++) {
      lab.expect(lab.agreement.length === place, "a command was applied that nobody had proposed");
      const command = lab.agree(3);
      const found = lab.agreement.place(command);
      lab.expect(found === place, `command ${place + 1} was applied as command ${found + 1}`);
    }
  },
};

const rpcBytes: LabScenario = {
  name: "RPCBytes",
  stage,
  words: "each command is sent to each server once",
  servers: 3,
  courseS: 3.3,
  run(lab) {
    const bytesEach = 5000;
    lab.agree(3);
    lab.traffic.weighing = true;
    const commands = Array.from(
      { length: 10 },
      () => lab.agree(3, { padding: "x".repeat(bytesEach) }),
    );
    const sent = commands.reduce((sum, { length }) => sum + length, 0);
    const most = lab.servers * sent + 50_000;
    const { bytes } = lab.traffic;
    lab.expect(
      bytes <= most,
      `${bytes} bytes were sent for ${sent} bytes of commands, at most ${most} are needed`,
    );
  },
};

const followerFailure: LabScenario = {
  name: "FollowerFailure",
  stage,
  words: "commands are applied without one follower, and none without both",
  servers: 3,
  courseS: 5.4,
  run(lab) {
    lab.agree(3);
    lab.cut((lab.leader() + 1) % 3);
    lab.agree(2);
    lab.wait(1000);
    lab.agree(2);
    const leader = lab.leader();
    lab.cut((leader + 1) % 3);
    lab.cut((leader + 2) % 3);
    const command = lab.propose(leader);
    lab.wait(2000);
    assertApplied(lab, command, 0);
  },
};

const leaderFailure: LabScenario = {
  name: "LeaderFailure",
  stage,
  words: "commands are applied without the first leader, and none without the second one too",
  servers: 3,
  courseS: 6.5,
  run(lab) {
    lab.agree(3);
    lab.cut(lab.leader());
    lab.agree(2);
    lab.wait(1000);
    lab.agree(2);
    lab.cut(lab.leader());
    const commands = lab.all().map((server) => lab.propose(server));
    lab.wait(2000);
    for (const command of commands) assertApplied(lab, command, 0);
  },
};

const failAgree: LabScenario = {
  name: "FailAgree",
  stage,
  words: "a follower that was cut off catches up",
  servers: 3,
  courseS: 6.0,
  run(lab) {
    lab.agree(3);
    const follower = (lab.leader() + 1) % 3;
    lab.cut(follower);
    lab.agree(2);
    lab.agree(2);
    lab.wait(1000);
    lab.agree(2);
    lab.agree(2);
    lab.join(follower);
    lab.agree(3, { retry: true });
    lab.wait(1000);
    lab.agree(3, { retry: true });
  },
};

const failNoAgree: LabScenario = {
  name: "FailNoAgree",
  stage,
  words: "nothing is applied while three of five are cut off, and all goes on when they are back",
  servers: 5,
  courseS: 4.0,
  run(lab) {
    lab.agree(5);
    const leader = lab.leader();
    const followers = [1, 2, 3].map((i) => (leader + i) % 5);
    for (const follower of followers) lab.cut(follower);
    const command = lab.propose(leader);
    lab.expect(command !== undefined, `server ${leader} leads, and refused a command`);
    lab.wait(2000);
    assertApplied(lab, command, 0);
    for (const follower of followers) lab.join(follower);
    lab.propose(lab.leader());
    lab.agree(5, { retry: true });
  },
};

const concurrentStarts: LabScenario = {
  name: "ConcurrentStarts",
  stage,
  words: "commands proposed at the same moment are all applied, each once",
  servers: 3,
  courseS: 1.4,
  run(lab) {
    const leader = lab.leader();
    const term = lab.view(leader)!.term;
    const commands = Array.from({ length: 6 }, () => lab.propose(leader));
    lab.wait(2000, () => commands.every((each) => lab.agreement.count(each!) === 3));
    lab.expect(lab.view(leader)!.term === term, "the term changed, though nothing had happened");
    for (const command of commands) assertApplied(lab, command, 3);
    lab.expect(lab.agreement.length === 6, "a command was applied twice");
  },
};

/** The scenarios of stage 3B. */
export const logScenarios: readonly LabScenario[] = [
  basicAgree,
  rpcBytes,
  followerFailure,
  leaderFailure,
  failAgree,
  failNoAgree,
  concurrentStarts,
  rejoin,
  backup,
  count,
];

function assertApplied(lab: AnyLaboratory, command: string | undefined, servers: number): void {
  if (command === undefined) {
    lab.expect(servers === 0, "a leader refused a command");
    return;
  }
  const found = lab.agreement.count(command);
  const words = servers === 0 ? "without a majority" : `and not by ${servers}`;
  lab.expect(found === servers, `a command was applied by ${found} servers, ${words}`);
}
