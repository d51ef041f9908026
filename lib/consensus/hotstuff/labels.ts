/**
 * How HotStuff is told in diagrams: `v5 high 4 lock 3 | 2` is in view 5, knows a certificate of view 4, has locked that of
 * view 3, and has decided two blocks.
 *
 * @module
 */

import { type Labels, withAnswers } from "../../model/labels.ts";
import { answerLabel, commandLabel } from "../../replicated/labels.ts";
import type { Answer } from "../../replicated/requests.ts";
import { besideTraitors } from "../../security/adversary/loyal.ts";
import type { Traitor } from "../../security/adversary/traitors.ts";
import type { Phase } from "./block.ts";
import { blockLabel, certificateLabel, proposalLabel } from "./labels/blocks.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import { heightOf, viewOf } from "./tree.ts";

/** The words of HotStuff, where all are loyal. */
export const loyalLabels: Labels<State, Message, Timer, Saved> = withAnswers({
  state: stateLabel,
  message: messageLabel,
  timer: ({ type }) => timerWords[type],
  record: recordLabel,
  request: commandLabel,
  answer: (output) => answerLabel(output as Answer),
  replies: ["vote", "blocks", "offer", "page", "reply", "answer"],
  colours: {
    proposal: 0,
    vote: 1,
    certified: 2,
    newView: 3,
    fetch: 4,
    blocks: 4,
    offer: 4,
    fetchPage: 4,
    page: 4,
    ask: 4,
    request: 4,
    reply: 4,
    answer: 4,
  },
  legend: {
    proposal: "proposal: vote for this block",
    vote: "vote",
    certified: "certificate of a quorum",
    newView: "new view: what I know",
    fetch: "what block is this?",
    blocks: "these blocks",
    offer: "there is a state instead",
    fetchPage: "what is on this page?",
    page: "a page of a state",
    ask: "a client asks",
    request: "a request",
    reply: "what came of it",
    answer: "its answer",
  },
});

/** The words of HotStuff. */
export const labels: Labels<State | Traitor, Message, Timer, Saved> = besideTraitors(loyalLabels);

const timerWords: Readonly<Record<Timer["type"], string>> = {
  view: "the view is too slow",
  settle: "has waited for all",
  retry: "asks again",
};

function stateLabel(s: Readonly<State>): string {
  if (s.role === "proxy") return s.pending === null ? "asks nothing" : `asks ${s.timestamp}`;
  const known = `high ${viewOf(s.high)} lock ${viewOf(s.lock)}`;
  return `v${s.view} ${known} | ${heightOf(s)}`;
}

const phaseWords: Readonly<Record<Phase, string>> = {
  generic: "",
  prepare: "prepare ",
  "pre-commit": "pre-commit ",
  commit: "commit ",
};

function messageLabel(message: Message): string {
  switch (message.type) {
    case "proposal":
      return proposalLabel(message.block);
    case "vote": {
      const { view, phase, block } = message.vote.statement;
      return `${phaseWords[phase]}${blockLabel(block)} in ${view}`;
    }
    case "certified":
      return `${phaseWords[message.certificate.statement.phase]}${
        certificateLabel(message.certificate)
      }`;
    case "newView":
      return `view ${message.wish.statement.wish}, high ${viewOf(message.high)}`;
    case "fetch":
      return `${blockLabel(message.block)}?`;
    case "blocks":
      return message.blocks.length === 1 ? "a block" : `${message.blocks.length} blocks`;
    case "offer":
      return `state after ${message.stable.statement.height}`;
    case "fetchPage":
      return `page ${blockLabel(message.digest)}?`;
    case "page":
      return `page ${blockLabel(message.digest)}`;
    case "ask":
      return commandLabel(message.command);
    case "request":
      return `${message.request.statement.timestamp}: ${
        commandLabel(message.request.statement.command)
      }`;
    case "reply":
      return `${message.timestamp}: ${commandLabel(message.result ?? null)}`;
  }
}

function recordLabel(saved: Saved): string {
  switch (saved.type) {
    case "voted":
      return `voted in ${saved.voted.view}`;
    case "block":
      return `block ${saved.block.height} of ${saved.block.view}`;
    case "committed":
      return `decided ${blockLabel(saved.block)}`;
    case "checkpoint":
      return `state after ${saved.snapshot.height}`;
    case "asked":
      return `asked ${saved.timestamp}`;
  }
}
