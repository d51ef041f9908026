/** The texts that are measured: ours, and those of Yjs and Automerge. In a process that may load them (`packages.ts`). @module */

import { decodeOperations, encodeOperations } from "hb/replication/crdt/sequence/bytes.ts";
import type { Edit, Operation } from "hb/replication/crdt/sequence/operation.ts";
import { encodeSequence } from "hb/replication/crdt/sequence/state_bytes.ts";
import { fugue, rga } from "hb/replication/crdt/sequence/sequence.ts";
import { Automerge, Y } from "./peers.ts";

/** One replica. */
export interface Replica {
  /** Edits; nobody is told yet. */
  edit(edit: Edit): void;
  /** What it has done since it was asked last, in bytes. */
  news(): Uint8Array;
  /** Takes what another has done. */
  take(news: Uint8Array): void;
  /** What users see. */
  text(): string;
  /** All that it keeps, in bytes, by its own format. Automerge keeps the whole history, the others what is needed to go on. */
  bytes(): number;
}

/** A kind of text. */
export interface Text {
  /** What it is called. */
  readonly name: string;
  /** Whether it is one of this library. */
  readonly isOwn: boolean;
  /** A replica with this number; one that tells nobody has no news, and need not collect any. */
  replica(number: number, tells?: boolean): Replica;
}

function own(crdt: typeof fugue): Text {
  return {
    name: crdt.name,
    isOwn: true,
    replica(number, tells = true) {
      const state = crdt.init();
      let told: Operation[] = [];
      return {
        edit(edit) {
          const operation = crdt.prepare(state, number, edit);
          crdt.effect(state, operation);
          if (tells) told.push(operation);
        },
        news() {
          const news = encodeOperations(told);
          told = [];
          return news;
        },
        take(news) {
          for (const operation of decodeOperations(news)) crdt.effect(state, operation);
        },
        text: () => crdt.value(state),
        bytes: () => encodeSequence(state).length,
      };
    },
  };
}

const yjs: Text = {
  name: "Yjs 13.6.33",
  isOwn: false,
  replica(number, tells = true) {
    const doc = new Y.Doc(), text = doc.getText("text");
    doc.clientID = number;
    let told: Uint8Array[] = [];
    if (tells) {
      doc.on("update", (update: Uint8Array, origin: unknown) => {
        if (origin !== "remote") told.push(update);
      });
    }
    return {
      edit(edit) {
        if (edit.type === "insert") text.insert(edit.at, edit.text);
        else text.delete(edit.at, edit.count);
      },
      news() {
        const news = Y.mergeUpdates(told);
        told = [];
        return news;
      },
      take: (news) => Y.applyUpdate(doc, news, "remote"),
      text: () => text.toString(),
      bytes: () => Y.encodeStateAsUpdate(doc).length,
    };
  },
};

/** The change that makes the text, the same at all replicas: texts that are made apart would not be one. */
const made = Automerge.getLastLocalChange(
  Automerge.change(
    Automerge.init({ actor: "ff" }),
    { time: 0 },
    (doc) => void (doc.text = ""),
  ),
)!;

const automerge: Text = {
  name: "Automerge 3.5.0",
  isOwn: false,
  replica(number) {
    const actor = number.toString(16).padStart(2, "0");
    let [doc] = Automerge.applyChanges(Automerge.init({ actor }), [made]);
    let heads = Automerge.getHeads(doc);
    return {
      edit(edit) {
        doc = Automerge.change(doc, { time: 0 }, (draft) => {
          if (edit.type === "insert") Automerge.splice(draft, ["text"], edit.at, 0, edit.text);
          else Automerge.splice(draft, ["text"], edit.at, edit.count);
        });
      },
      news() {
        const news = Automerge.saveSince(doc, heads);
        heads = Automerge.getHeads(doc);
        return news;
      },
      take(news) {
        doc = Automerge.loadIncremental(doc, news);
        heads = Automerge.getHeads(doc);
      },
      text: () => doc.text,
      bytes: () => Automerge.save(doc).length,
    };
  },
};

/** All of them. */
export const texts = { fugue: own(fugue), rga: own(rga), yjs, automerge } as const;
