/** Bugs of a primary and its backups. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/06-chains/answers.ts";
import { type Any, apply, type Store } from "../../../exercises/06-chains/given.ts";
import { forward } from "../forward.ts";
import { beside, hearing, saying, sending } from "./wrap.ts";

export const forwardMutants: Mutants<Answers> = {
  forward: {
    "at once: the primary answers before its backups have it": {
      ask(s, client, command, io) {
        const { self, primary } = s.rules;
        forward.ask(s, client, command, io);
        const open = s.open.at(-1);
        if (self === primary && open !== undefined) {
          io.answer(client, { ok: true, result: open.result });
        }
      },
      upon: (s, from, message, io) => forward.upon(s, from, message, { ...io, answer: () => {} }),
    },
    "one will do: it answers when one of its backups has it": {
      upon(s, from, message, io) {
        forward.upon(s, from, message, io);
        if (message.type !== "acknowledge") return;
        const first = s.done - s.open.length;
        const far = Math.max(first, ...s.has.values());
        for (const { client, result } of s.open.splice(0, far - first)) {
          io.answer(client, { ok: true, result });
        }
      },
    },
    "reads alone: the primary answers queries itself": {
      ask(s, client, command, io) {
        const { self, primary } = s.rules;
        if (command.type !== "get" || self !== primary) {
          return forward.ask(s, client, command, io);
        }
        io.answer(client, { ok: true, result: apply(s.store, command) });
      },
    },
    "backups read: a backup answers queries": {
      ask(s, client, command, io) {
        if (command.type !== "get" || s.rules.self === s.rules.primary) {
          return forward.ask(s, client, command, io);
        }
        io.answer(client, { ok: true, result: apply(s.store, command) });
      },
    },
    "who knows: a backup does not say who is primary": saying(
      forward,
      (did) =>
        did.kind === "answer" && !did.answer.ok
          ? [{ ...did, answer: { ok: false, primary: null } }]
          : [did],
    ),
    "gap: a backup takes what comes after a gap": hearing(
      forward,
      (message, s) =>
        message.type === "forward" && message.after > s.done
          ? { ...message, after: s.done }
          : message,
    ),
    "twice: a backup does what it has done": hearing(
      forward,
      (message, s) =>
        message.type === "forward"
          ? { ...message, after: Math.max(message.after, s.done) }
          : message,
    ),
    "all or nothing: a backup takes no message that begins with what it has": hearing(
      forward,
      (message, s) =>
        message.type === "forward" && message.after < s.done
          ? { ...message, commands: [] }
          : message,
    ),
    "once acknowledged: what it has had it does not acknowledge again": {
      upon(s, from, message, io) {
        const { done } = s;
        const isOld = message.type === "forward" && message.after + message.commands.length <= done;
        if (!isOld) forward.upon(s, from, message, io);
      },
    },
    "silent gap: upon a gap a backup says nothing": hearing(
      forward,
      (message, s) => message.type === "forward" && message.after > s.done ? null : message,
    ),
    "echo: a backup acknowledges what was sent, whatever it has": {
      upon(s, from, message, io) {
        forward.upon(s, from, message, {
          ...io,
          send: (to, own) =>
            io.send(
              to,
              message.type === "forward"
                ? { type: "acknowledge", number: message.after + message.commands.length }
                : own,
            ),
        });
      },
    },
    "the last word: an acknowledgement that is late lowers what a backup has": {
      upon(s, from, message, io) {
        if (message.type === "acknowledge" && s.has.has(from)) s.has.set(from, 0);
        forward.upon(s, from, message, io);
      },
    },
    "anybody: what comes from others counts": {
      upon(s, from, message, io) {
        const { self, primary } = s.rules;
        const who = message.type === "forward" && self !== primary ? primary : from;
        forward.upon(s, who, message, io);
      },
    },
    "heeds itself: a primary acknowledges, too": {
      ask(s, client, command, io) {
        forward.ask(s, client, command, io);
        if (s.rules.self !== s.rules.primary) return;
        io.send(s.rules.primary, { type: "acknowledge", number: s.done });
      },
    },
    "one by one: an acknowledgement counts for one command": hearing(
      forward,
      (message, s, from) =>
        message.type === "acknowledge" && s.has.has(from)
          ? { ...message, number: Math.min(message.number, s.has.get(from)! + 1) }
          : message,
    ),
    "first backup: it waits for the first of its backups": {
      start: (rules) => ({
        ...forward.start(rules),
        has: new Map(rules.backups.slice(0, 1).map((backup) => [backup, 0])),
      }),
    },
    "two backups: only two are sent commands": saying(
      forward,
      (did, s) =>
        did.kind === "send" && did.message.type === "forward" &&
          s.rules.backups.indexOf(did.to) > 1
          ? []
          : [did],
    ),
    "gives up: what was lost is not sent again": { again: () => {} },
    "only the last: it sends only the last command again": sending(
      forward,
      (message) =>
        message.type === "forward" && message.commands.length > 1
          ? {
            ...message,
            after: message.after + message.commands.length - 1,
            commands: message.commands.slice(-1),
          }
          : message,
    ),
    "all again: everything is sent to everybody again": {
      again(s, io) {
        const { self, primary, most } = s.rules;
        if (self !== primary) return;
        const commands = s.open.slice(0, most).map(({ command }: Any) => command);
        const after = s.done - s.open.length;
        if (commands.length === 0) return;
        for (const to of s.has.keys()) io.send(to, { type: "forward", after, commands });
      },
    },
    "no bound: a message may have any number of commands": {
      start: (rules) => forward.start({ ...rules, most: Infinity }),
    },
    "one at a time: a message has one command": {
      start: (rules) => forward.start({ ...rules, most: 1 }),
    },
    "nothing to say: it sends empty messages when time has gone by": {
      again(s, io) {
        const { self, primary } = s.rules;
        forward.again(s, io);
        if (self !== primary) return;
        for (const [to, after] of s.has) {
          if (after === s.done) io.send(to, { type: "forward", after, commands: [] });
        }
      },
    },
    "kept: what all have is kept": {
      upon(s, from, message, io) {
        forward.upon(s, from, message, io);
        (s as { kept?: unknown[] }).kept = [...(s as { kept?: unknown[] }).kept ?? [], message];
      },
    },
    "never alone: without backups it does not answer": {
      ask(s, client, command, io) {
        const alone = s.rules.backups.length === 0;
        forward.ask(s, client, command, alone ? { ...io, answer: () => {} } : io);
      },
    },
    "result of the end: it answers with what is there by then": {
      upon(s, from, message, io) {
        const store: Store = new Map(s.store);
        const late = s.open.map((each: Any) => ({
          ...each,
          result: each.command.type === "get" ? apply(store, each.command) : each.result,
        }));
        s.open = late;
        forward.upon(s, from, message, io);
      },
    },
    "no empty values: an empty text is not stored": {
      store: (s) => new Map([...s.store].filter(([, value]) => value !== "")),
    },
    "object: it stores nothing under a name that every object has": {
      store: (s) => new Map([...s.store].filter(([key]) => !(key in {}))),
    },
    "beside: what is known is kept beside the state": beside(forward),
    "backwards: it answers the newest first, and one at a time": {
      upon(s, from, message, io) {
        let told = 0;
        forward.upon(s, from, message, {
          ...io,
          answer: (client, answer) => void (told++ < 1 && io.answer(client, answer)),
        });
      },
    },
    "asks for more: an acknowledgement is answered with what lacks": {
      upon(s, from, message, io) {
        forward.upon(s, from, message, io);
        if (message.type === "acknowledge") forward.again(s, io);
      },
    },
    "forty: after 40 commands the primary does no more": {
      ask(s, client, command, io) {
        if (s.done < 40) forward.ask(s, client, command, io);
      },
    },
    "forty there: after 40 commands a backup does no more": hearing(
      forward,
      (message, s) => message.type === "forward" && s.done >= 40 ? null : message,
    ),
    "three backups: others than the first three are not waited for": {
      start: (rules) => ({
        ...forward.start(rules),
        has: new Map(rules.backups.slice(0, 3).map((backup) => [backup, 0])),
      }),
    },
    "alone: where there are no backups, what was done is kept": {
      ask(s, client, command, io) {
        forward.ask(s, client, command, io);
        if (s.rules.backups.length === 0) s.kept = [...s.kept ?? [], command];
      },
    },
    "node 0: a backup that is node 0 is none": sending(
      forward,
      (message, _s, to) => to === 0 && message.type === "forward" ? null : message,
    ),
  },
};
