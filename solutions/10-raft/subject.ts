/** The reference answers. @module */

import type { Subject } from "../../exercises/10-raft/subject.ts";
import { backup } from "./backup.ts";
import { changing } from "./changing.ts";
import { commit } from "./commit.ts";
import { compaction } from "./compaction.ts";
import { complete } from "./complete.ts";
import { follower } from "./follower.ts";
import { install } from "./install.ts";
import { joint } from "./joint.ts";
import { majority } from "./majority.ts";
import { match } from "./match.ts";
import { members } from "./members.ts";
import { once } from "./once.ts";
import { recall } from "./recall.ts";
import { remember } from "./remember.ts";
import { restart } from "./restart.ts";
import { save } from "./save.ts";
import { terms } from "./terms.ts";
import { timeout } from "./timeout.ts";
import { voter } from "./voter.ts";
import { votes } from "./votes.ts";

export const subject: Subject = {
  terms,
  timeout,
  votes,
  majority,
  voter,
  complete,
  match,
  commit,
  backup,
  follower,
  save,
  recall,
  restart,
  compaction,
  remember,
  install,
  once,
  joint,
  changing,
  members,
};
