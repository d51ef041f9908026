/** Bugs of part 2. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/07-quorums/answers.ts";
import { registerWith, starts } from "../node.ts";
import { oneWriter, single } from "../single.ts";
import { everywhere, type Making } from "./ways.ts";

const make: Making = (ways) => registerWith({ ...oneWriter, ...ways });

export const singleMutants: Mutants<Answers> = {
  single: {
    ...everywhere(make, single),
    "half: of four nodes two are enough": {
      start: ({ self, nodes }) => {
        const half = (nodes.length + 1) >> 1;
        return starts({ self, nodes, read: half, write: half });
      },
    },
    "two: of any number two are enough": {
      start: ({ self, nodes }) => {
        const two = Math.min(2, nodes.length);
        return starts({ self, nodes, read: two, write: two });
      },
    },
    "asks first: the writer asks for the latest tag": make({ asksFirst: true }),
    "same time: all writes have one time": make({ timeAfter: () => 1 }),
    "one clock: the times of all registers go on together": {
      write(s, client, key, value, io) {
        const most = Math.max(0, ...s.issued.values());
        s.issued.set(key, most);
        single.write(s, client, key, value, io);
      },
    },
    "again: a read writes what it has read anew": make({
      tagOfBack: ({ time }, { self }) => ({ time: time + 1, writer: self }),
    }),
    "in turn: a write waits for none, and ends the one before": {
      write(s, client, key, value, io) {
        for (const [phase, { stage, result }] of s.open) {
          if (stage === "store" && result === null) s.open.delete(phase);
        }
        single.write(s, client, key, value, io);
      },
    },
  },
};
