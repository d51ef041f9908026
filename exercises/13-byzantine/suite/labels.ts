/** How runs are told. @module */

import { labels as books } from "hb/consensus/reliable_broadcast/labels.ts";
import { inWords } from "hb/model/in_words.ts";
import type { Labels } from "hb/model/labels.ts";
import { besideTraitors } from "hb/security/adversary/loyal.ts";
import type { Traitor } from "hb/security/adversary/traitors.ts";
import type { BroadcastMessage } from "../given.ts";
import { wholeMessage, wholeTypes } from "./whole_words.ts";

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (data: unknown) => Object(data) as Fields;
const MOST = 60;

const { message, legend, colours } = books;

/** Those of part 2. */
export const broadcastLabels: Labels<object | Traitor, BroadcastMessage, never, never> =
  besideTraitors({
    ...(message === undefined ? {} : { message }),
    ...(legend === undefined ? {} : { legend }),
    ...(colours === undefined ? {} : { colours }),
    state: () => undefined,
    request: (input) => `broadcast ${input}`,
    answer: (output) => inWords(output, MOST),
  });

/** The labels of all parts. Where one handler is played, a line is your code. */
export const labels: Labels = {
  ...besideTraitors<unknown, unknown, unknown, unknown>({
    state: () => undefined,
    message: (body) => messageLabel(body),
    timer: (timer) => inWords(fieldsOf(timer)["type"], MOST),
    request: (input) => inWords(input, MOST),
    answer: (output) => inWords(output, MOST),
  }),
  colours: { ...colours, request: 4, reply: 4, proposal: 0, vote: 1, wish: 5, fetch: 4, block: 4 },
};

function messageLabel(body: unknown): string {
  const { type, parts } = fieldsOf(body);
  if (type === "say" && Array.isArray(parts)) {
    return parts.map(({ path, order }) => `${order} by ${path.join(".")}`).join(", ") || "nothing";
  }
  if (["initial", "echo", "ready", "broadcast"].includes(`${type}`)) {
    return broadcastLabels.message!(body as BroadcastMessage);
  }
  return wholeTypes.includes(`${type}`) ? wholeMessage(body as never) : inWords(body, MOST);
}
