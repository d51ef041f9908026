/**
 * What is used of Yjs and of Automerge. Their packages are in no import map of the project, so that nobody downloads
 * them who does not measure; the types here are all that the compiler knows of them.
 *
 * @module
 */

/** A document of Yjs. */
export interface YDoc {
  /** Its replica. */
  clientID: number;
  getText(name: string): {
    insert(at: number, text: string): void;
    delete(at: number, count: number): void;
    toString(): string;
  };
  on(event: "update", heard: (update: Uint8Array, origin: unknown) => void): void;
}

/** Yjs. */
interface Yjs {
  readonly Doc: new () => YDoc;
  mergeUpdates(updates: readonly Uint8Array[]): Uint8Array;
  applyUpdate(doc: YDoc, update: Uint8Array, origin: unknown): void;
  encodeStateAsUpdate(doc: YDoc): Uint8Array;
}

/** A document of Automerge that holds a text. */
export interface ADoc {
  text: string;
}

/** Automerge. */
interface Automerge {
  init(options: { readonly actor: string }): ADoc;
  change(doc: ADoc, options: { readonly time: number }, edit: (draft: ADoc) => void): ADoc;
  splice(draft: ADoc, path: readonly string[], at: number, removed: number, text?: string): void;
  applyChanges(doc: ADoc, changes: readonly Uint8Array[]): readonly [ADoc];
  getLastLocalChange(doc: ADoc): Uint8Array;
  getHeads(doc: ADoc): readonly string[];
  saveSince(doc: ADoc, heads: readonly string[]): Uint8Array;
  loadIncremental(doc: ADoc, news: Uint8Array): ADoc;
  save(doc: ADoc): Uint8Array;
}

const names: readonly string[] = ["yjs", "@automerge/automerge"];
const [y, a] = await Promise.all(names.map((name) => import(name)));

/** Yjs, from npm. */
export const Y = y as Yjs;
/** Automerge, from npm. */
export const Automerge = a as Automerge;
