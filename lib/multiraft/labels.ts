/** How Multi-Raft is told in diagrams: each group's messages in the words of Raft, with its number before them. @module */

import { labels as raft } from "../consensus/raft/labels.ts";
import type { Message as RaftMessage, Timer as RaftTimer } from "../consensus/raft/messages.ts";
import { labels as reads } from "../reads/labels.ts";
import { type Labels, withAnswers } from "../model/labels.ts";
import type { Message, Order, Task, Timer } from "./messages.ts";
import type { Entries, Operation, RangeCommand } from "./range/commands.ts";
import { intervalInWords } from "./range/interval.ts";
import { hasBegun } from "./range/state.ts";
import type { NodeState, Record } from "./state.ts";

/** The words of Multi-Raft. */
export const labels: Labels<NodeState, Message, Timer, Record> = withAnswers({});
