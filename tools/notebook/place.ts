/** Where in a notebook something stands, so that an error can say so. @module */

/** A JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

/** A place in a file, and the checks of what stands there. */
export class Place {
  constructor(readonly file: string, readonly path: string) {}

  at(step: string): Place {
    return new Place(this.file, this.path === "" ? step : `${this.path}, ${step}`);
  }

  reject(required: string, given: string): never {
    const where = this.path === "" ? "" : ` at ${this.path}`;
    throw new Error(
      `Cannot read ${this.file}${where} because ${required} is required: given ${given}`,
    );
  }

  record(value: unknown, required: string): Fields {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return value as Fields;
    }
    return this.reject(required, kindOf(value));
  }

  list(value: unknown, required: string): readonly unknown[] {
    return Array.isArray(value) ? value : this.reject(required, kindOf(value));
  }

  string(value: unknown, required: string): string {
    return typeof value === "string" ? value : this.reject(required, kindOf(value));
  }

  /** Text as nbformat keeps it: a string, or a list of lines. */
  text(value: unknown): string {
    if (typeof value === "string") return value;
    const lines = this.list(value, "text (a string or a list of strings)");
    return lines.map((line) => this.string(line, "text (a string or a list of strings)")).join("");
  }

  count(value: unknown): number | null {
    if (value === null || (Number.isInteger(value) && (value as number) >= 0)) {
      return value as number | null;
    }
    return this.reject("a count or null", kindOf(value));
  }
}

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : JSON.stringify(value);
}
