import { assert } from "@std/assert";
import { alarm, darkPage, palette, vegaTheme } from "./theme.ts";

type Rgb = [number, number, number];

function linear(colour: string): Rgb {
  const channel = (i: number) => {
    const value = parseInt(colour.slice(1 + 2 * i, 3 + 2 * i), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(0), channel(1), channel(2)];
}

function contrast(a: string, b: string): number {
  const [light, dark] = [a, b].map((colour) => {
    const [r, g, blue] = linear(colour);
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  }).sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** What a reader without green cones, or without red ones, sees (Viénot, Brettel and Mollon 1999). */
const sights: Record<string, [Rgb, Rgb, Rgb]> = {
  deuteranope: [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]],
  protanope: [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]],
};

/** CIE L*a*b*, in which equal distances look about equally far. */
function lab([r, g, b]: Rgb): Rgb {
  const f = (t: number) => t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116;
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

Deno.test("every colour stands out from the light page and from the dark one", () => {
  for (const colour of [...palette, alarm]) {
    assert(contrast(colour, "#ffffff") >= 3, `${colour} on white: ${contrast(colour, "#ffffff")}`);
    assert(contrast(colour, darkPage) >= 3, `${colour} on dark: ${contrast(colour, darkPage)}`);
  }
});

Deno.test("a colour-blind reader tells the colours of any two series apart", () => {
  for (const [name, sight] of Object.entries(sights)) {
    const seen = palette.map((colour) => {
      const rgb = linear(colour);
      const row = (i: 0 | 1 | 2) =>
        sight[i].reduce((sum, weight, k) => sum + weight * (rgb[k] ?? 0), 0);
      return lab([row(0), row(1), row(2)].map((v) => Math.max(0, v)) as Rgb);
    });
    seen.forEach((a, i) =>
      seen.slice(0, i).forEach((b, j) => {
        const distance = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
        assert(distance > 20, `a ${name} sees ${palette[i]} and ${palette[j]} ${distance} apart`);
      })
    );
  }
});

Deno.test("charts have no background and take the ink of the page", () => {
  assert(vegaTheme["background"] === "transparent");
  assert(JSON.stringify(vegaTheme["axis"]).includes("currentColor"));
});
