/** How the runs of parts 5, 8 and 10 are told in pictures. @module */

import type { Labels } from "hb/model/labels.ts";
import type { Banker, BankMessage, Committing, News, Reader } from "../events.ts";

type State = Reader | Committing | Banker;

/** The words of readers, servers and banks. */
const words: Labels<State, News | BankMessage> = {
  state(s) {
    if ("shown" in s) {
      const last = s.shown.at(-1);
      return last === undefined ? undefined : `shows "${last}"`;
    }
    if ("pending" in s) {
      const stamps = s.pending.map(({ stamp }) => Number(stamp).toFixed(1));
      return stamps.length === 0 ? undefined : `${stamps.join(", ")} to come`;
    }
    if (!("money" in s)) return undefined;
    if (s.record === null) return `${s.money}`;
    return `${s.money} [${[s.record.money, ...s.record.coming.flat()].join(" + ")}]`;
  },
  message(message) {
    if (message.type === "news") return `"${message.text}" ${message.stamp.join(" ")}`;
    return message.type === "transfer" ? `pays ${message.amount}` : message.type;
  },
  request(input) {
    const asked = Object(input) as { amount?: number; to?: number; begin?: number };
    if (asked.begin !== undefined) return `asks bank ${asked.begin} for its record`;
    if (asked.amount !== undefined) return `pay ${asked.amount} to node ${asked.to}`;
    const words = String(input);
    return words.startsWith("a stamp") ? `asks for ${words}` : `publish "${words}"`;
  },
  answer(output) {
    const record = Object(output) as { money?: number; coming?: number[][] };
    if (record.money !== undefined) {
      return `recorded ${[record.money, ...record.coming?.flat() ?? []].join(" + ")}`;
    }
    if (typeof output === "boolean") return output ? "paid" : "not paid";
    return typeof output === "number" ? output.toFixed(1) : String(output);
  },
  colours: { news: 0, transfer: 0, marker: 1 },
};

export const labels = words as Labels;
