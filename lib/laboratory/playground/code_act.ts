/** Acts in the text of a session: a capital letter and what it needs. @module */

import type { AnyPlaygroundKit } from "../../kit/playground.ts";
import { settingsFrom, settingsText } from "./code_settings.ts";
import { digits, number } from "./digits.ts";
import type { Act } from "./session.ts";

/** The letters of acts that all protocols have in common; no request and no command has one of them. */
export const COMMON_LETTERS = "CRXJLOMS";

/** An act as a text. */
export function actText(kit: AnyPlaygroundKit, act: Act): string {
  switch (act.kind) {
    case "crash":
      return `C${digits(act.node)}`;
    case "restart":
      return `R${digits(act.node)}`;
    case "cut":
      return `X${digits(act.node)}`;
    case "join":
      return `J${digits(act.node)}`;
    case "cut link":
      return `${act.oneWay ? "O" : "L"}${digits(act.from)}-${digits(act.to)}`;
    case "mend link":
      return `M${digits(act.from)}-${digits(act.to)}`;
    case "ask": {
      const { letter, fields } = kit.requests[act.request]!;
      return [
        letter + digits(act.node),
        ...fields.map((field) => act.words[field]!),
      ].join("-");
    }
    case "command":
      return `${kit.commands[act.command]!.letter}${digits(act.node)}`;
    case "set":
      return `S${settingsText(kit, act.settings)}`;
  }
}

/** The act of a text; whether it can be done is for `assertAct` to say. */
export function actFrom(kit: AnyPlaygroundKit, text: string): Act {
  const [letter, rest] = [text[0], text.slice(1)];
  if (letter === "S") return { kind: "set", settings: settingsFrom(kit, rest) };
  const [first = "", ...words] = rest.split("-");
  const node = number(first);
  switch (letter) {
    case "C":
      return { kind: "crash", node };
    case "R":
      return { kind: "restart", node };
    case "X":
      return { kind: "cut", node };
    case "J":
      return { kind: "join", node };
    case "L":
    case "O":
      return {
        kind: "cut link",
        from: node,
        to: number(words[0] ?? ""),
        oneWay: letter === "O",
      };
    case "M":
      return { kind: "mend link", from: node, to: number(words[0] ?? "") };
  }
  return ownAct(kit, letter, node, words) ?? unreadable(text);
}

/** A request or a command of the protocol. */
function ownAct(
  { requests, commands }: AnyPlaygroundKit,
  letter: string | undefined,
  node: number,
  given: readonly string[],
): Act | undefined {
  for (const [request, { letter: its, fields }] of Object.entries(requests)) {
    if (its !== letter) continue;
    const words = Object.fromEntries(
      fields.map((field, i) => [field, given[i] ?? ""]),
    );
    return { kind: "ask", node, request, words };
  }
  for (const [command, { letter: its }] of Object.entries(commands)) {
    if (its === letter) return { kind: "command", node, command };
  }
  return undefined;
}

function unreadable(text: string): never {
  throw new RangeError(
    `Cannot read the session because an act must begin with a letter that stands for one: ` +
      `given "${text.slice(0, 24)}"`,
  );
}
