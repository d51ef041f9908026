/**
 * The answers of a reader, kept in the browser: nothing is sent anywhere. They lie where a worker finds them, too.
 *
 * @module
 */

const DATABASE = "happens-before", STORE = "answers";

/** Files that a reader has changed, by their names. */
export type Answers = Readonly<Record<string, string>>;

/** What is kept of an exercise; nothing where the browser keeps nothing. */
export async function keptAnswers(slug: string): Promise<Answers> {
  const all = await allKeptAnswers();
  return all[slug] ?? {};
}

/** What is kept of all exercises, by their slugs. */
export async function allKeptAnswers(): Promise<Readonly<Record<string, Answers>>> {
  const found: Record<string, Record<string, string>> = {};
  try {
    const store = await storeOf("readonly");
    const [keys, texts] = await Promise.all([ended(store.getAllKeys()), ended(store.getAll())]);
    keys.forEach((key, i) => {
      const [slug = "", ...path] = String(key).split("/");
      (found[slug] ??= {})[path.join("/")] = String(texts[i]);
    });
  } catch {
    // As in a window that leaves no traces.
  }
  return found;
}

/** Keeps a file; without a text, as it was handed out. Returns whether the browser did. */
export async function keepAnswer(slug: string, file: string, text?: string): Promise<boolean> {
  try {
    const store = await storeOf("readwrite"), key = `${slug}/${file}`;
    if (text === undefined) await ended(store.delete(key));
    else await ended(store.put(text, key));
    return true;
  } catch {
    return false;
  }
}

async function storeOf(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await ended(opening);
  const transaction = database.transaction(STORE, mode);
  transaction.oncomplete = transaction.onabort = () => database.close();
  return transaction.objectStore(STORE);
}

function ended<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
