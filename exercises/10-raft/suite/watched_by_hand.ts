/** What must hold of every Raft after each step that one of its servers takes, and of each answer. @module */

import type { NodeId, Tagged } from "hb/model/protocol.ts";
import type { WholeAnswer, WholeView } from "../given.ts";
import type { Server } from "./server_by_hand.ts";
import { type Chronicle, quoted } from "./told_by_hand.ts";

/** What a client has been told. */
export interface Told {
  readonly command: string;
  /** Whom it asked. */
  readonly node: NodeId;
  answer?: WholeAnswer;
  /** The greatest place that anybody had been told when it asked. */
  readonly after: number;
}

/** A step that a server has taken. */
export interface Step {
  /** Whose message it was that it heard, if it was another server's. */
  readonly heard: { readonly from: NodeId; readonly type: string } | undefined;
  readonly sends: readonly { readonly to: NodeId; readonly message: Tagged }[];
  /** Whether it has sent or answered anything. */
  readonly speaks: boolean;
}

const ANSWERS =
  "`replies()` gives the types of messages by which servers answer others, and no others, as on some networks " +
  "just these come late";

/** Watches a cluster of so many servers. */
export function watching(nodes: number, replies: readonly string[], told: Chronicle) {
  const leaders = new Map<number, NodeId>(), answers = new Set(replies);
  const sequence: string[] = [], done = new Set<string>(), declined = new Map<string, number>();
  const judgedLater: { node: NodeId; command: string; answer: WholeAnswer & { ok: true } }[] = [];
  let greatest = 0;

  function look(
    node: NodeId,
    server: Server,
    { term, leads, applied }: WholeView,
    step: Step,
  ): void {
    const before = server.shown, least = Math.max(before?.term ?? 0, server.said);
    if (term < least) {
      told.fail(
        "a server's term never goes back, not in a crash either once it has said anything in it",
        `server ${node} was in term ${least}, and is in term ${term}`,
      );
    }
    if (term !== before?.term) server.heard = new Set([node]);
    server.shown = { term, leads, length: applied.length, list: applied };
    if (step.speaks) server.said = term;
    if (leads) looksLeading(node, server, term);
    if (before !== undefined) looksAnswered(node, before, server.shown, step);
    looksApplied(node, server, applied, before);
  }

  function looksLeading(node: NodeId, { heard }: Server, term: number): void {
    const first = leaders.get(term) ?? node;
    if (first !== node) {
      told.fail(
        "election safety: at most one server leads in a term",
        `servers ${first} and ${node} lead term ${term}`,
      );
    }
    if (!leaders.has(term) && 2 * heard.size <= nodes) {
      const others = heard.size - 1;
      const said = others === 0
        ? "nobody else has"
        : `only ${others} other${others === 1 ? " has" : "s have"}`;
      told.fail(
        "a server leads only with the votes of that term of more than half of all servers",
        `server ${node} of ${nodes} leads term ${term}, in which ${said} said anything to it`,
      );
    }
    leaders.set(term, node);
  }

  /** By votes and by what followers have said a server comes to lead, and commits: these are answers. */
  function looksAnswered(
    node: NodeId,
    before: NonNullable<Server["shown"]>,
    { leads, length }: NonNullable<Server["shown"]>,
    { heard, sends }: Step,
  ): void {
    if (leads && heard !== undefined && !answers.has(heard.type)) {
      const from = `${quoted(heard.type)} of server ${heard.from}, which it does not name`;
      if (!before.leads) told.fail(ANSWERS, `server ${node} leads since it has heard ${from}`);
      if (length > before.length) told.fail(ANSWERS, `server ${node} has committed upon ${from}`);
    }
    const own = sends.find(({ to, message }) => answers.has(message.type) && to !== heard?.from);
    if (own === undefined) return;
    told.fail(
      ANSWERS,
      `it names ${
        quoted(own.message.type)
      }, which server ${node} sends server ${own.to} when that one has said nothing`,
    );
  }

  function looksApplied(
    node: NodeId,
    server: Server,
    applied: readonly string[],
    before: Server["shown"],
  ): void {
    const known = before?.length ?? 0;
    if (applied.length < known) {
      told.fail(
        "what a server has applied it does not take back",
        `server ${node} had applied ${known} commands, and now ${applied.length}`,
      );
    }
    if (before === undefined && applied.length > server.most) {
      told.fail(
        "a server that restarts does not know yet what is committed beyond what it had applied",
        `server ${node} had applied ${server.most} commands before its crash, and starts with ${applied.length}`,
      );
    }
    server.most = Math.max(server.most, applied.length);
    for (let at = before?.list === applied ? known : 0; at < applied.length; at++) {
      if (at >= sequence.length) isNext(node, applied[at]!);
      else if (sequence[at] !== applied[at]) {
        told.fail(
          "state-machine safety: no two servers apply different commands at the same place",
          `server ${node} has applied ${quoted(applied[at]!)} as its command ${at + 1}, others ${
            quoted(sequence[at]!)
          }`,
        );
      }
    }
    for (const { node: who, command, answer: { place } } of judgedLater.splice(0)) {
      if (sequence[place - 1] === command) continue;
      told.fail(
        "a client is told that its command is done when it is committed and applied, and its place",
        `server ${who} says that ${quoted(command)} is command ${place}, and ${
          place > sequence.length
            ? `only ${sequence.length} are applied anywhere`
            : `that one is ${quoted(sequence[place - 1]!)}`
        }`,
      );
    }
  }

  /** A command that nobody has applied before. */
  function isNext(node: NodeId, command: string): void {
    if (done.has(command)) {
      told.fail(
        "each command is applied once",
        `server ${node} has applied ${quoted(command)} twice`,
      );
    }
    if (declined.has(command)) {
      told.fail(
        "what is declined is never done",
        `server ${declined.get(command)} had told a client that ${
          quoted(command)
        } is not done, and ` +
          `server ${node} has applied it`,
      );
    }
    sequence.push(command);
    done.add(command);
  }

  function answered(node: NodeId, asked: Told, answer: WholeAnswer): void {
    const { command, after } = asked;
    if (asked.answer !== undefined) {
      told.fail(
        "each client is answered once",
        `server ${node} answers again who asked for ${quoted(command)}`,
      );
    }
    asked.answer = answer;
    if (!answer.ok) {
      if (!done.has(command)) return void declined.set(command, node);
      told.fail(
        "what is declined is never done",
        `server ${node} says that ${quoted(command)} is not done, and it has been applied`,
      );
    }
    if (answer.place <= after) {
      told.fail(
        "what is asked for after an answer stands behind it",
        `server ${node} says that ${
          quoted(command)
        } is command ${answer.place}, and command ${after} had ` +
          `been answered before it was asked for`,
      );
    }
    greatest = Math.max(greatest, answer.place);
    judgedLater.push({ node, command, answer });
  }

  return {
    /** Looks at a server that has taken a step. */
    look,
    /** A client is answered. */
    answered,
    /** What has been applied anywhere, in order. */
    sequence,
    /** The greatest place that anybody has been told. */
    greatest: () => greatest,
    /** In how many terms somebody has led. */
    termsLed: () => leaders.size,
  };
}
