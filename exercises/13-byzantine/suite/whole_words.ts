/** How HotStuff is told: blocks by their view and what they follow. @module */

import { inWords } from "hb/model/in_words.ts";
import type { Block, QuorumCertificate, WholeMessage } from "../given.ts";

export const wholeTypes: readonly string[] = [
  "request",
  "reply",
  "proposal",
  "vote",
  "wish",
  "certified",
  "fetch",
  "block",
];

const shortly = (id: unknown) => `${id}`.slice(0, 4);

/** "certificate of view 3". */
export function inCertificate(certificate: QuorumCertificate): string {
  const { view, block } = Object(certificate?.statement) as QuorumCertificate["statement"];
  return view === 0 ? "genesis" : `view ${view} (${shortly(block)})`;
}

/** "view 4 on view 3: +1". */
export function inBlock({ view, justify, commands }: Block): string {
  const asked = commands.map(({ statement }) => statement.command).join(", ");
  return `view ${view} on ${inCertificate(justify)}${asked === "" ? "" : `: ${asked}`}`;
}

/** A message of part 11; it may be malformed. */
export function wholeMessage(message: WholeMessage): string {
  try {
    switch (message.type) {
      case "request":
        return message.request.statement.command;
      case "reply":
        return `${message.result}`;
      case "proposal":
      case "block":
        return inBlock(message.block);
      case "vote":
        return `view ${message.vote.statement.view} (${shortly(message.vote.statement.block)})`;
      case "wish":
        return `to ${message.wish.statement.wish}, knows ${inCertificate(message.high)}`;
      case "certified":
        return inCertificate(message.certificate);
      case "fetch":
        return `${shortly(message.block)}?`;
    }
  } catch {
    return inWords(message, 60);
  }
}
