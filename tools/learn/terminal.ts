/** The reader's terminal, as Ink is given it. @module */

/** What stands for a size that the terminal does not tell. */
const USUAL = { columns: 80, rows: 24 };

/** Erases the lines above the screen, which are the reader's own: nobody asked for that. */
const ERASE_SAVED = "\x1b[3J";

/** The same terminal, which always has a size, and keeps what was on it before. */
export function considerate(terminal: NodeJS.WriteStream): NodeJS.WriteStream {
  return new Proxy(terminal, {
    get(target, name) {
      if (name === "columns" || name === "rows") return target[name] || USUAL[name];
      if (name === "write") {
        return (text: unknown, ...rest: never[]) => target.write(kept(text), ...rest);
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function kept(text: unknown): string {
  return typeof text === "string" ? text.replaceAll(ERASE_SAVED, "") : text as string;
}
