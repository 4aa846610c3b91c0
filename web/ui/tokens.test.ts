import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';

type Colour = readonly [lightness: number, chroma: number, hue: number];
type Theme = 'light' | 'dark';

const TEXT = 4.5; // WCAG 2.2, 1.4.3
const SHAPE = 3; // WCAG 2.2, 1.4.11
const GROUNDS = ['paper', 'surface', 'raised', 'sunken', 'hover', 'note'];
const INKS = ['ink', 'ink-soft', 'ink-faint', 'accent', 'sanguine-text'];
const TINTS = ['accent', 'success', 'warning', 'info'];
const PEOPLE = ['person-1', 'person-2', 'person-3', 'person-4', 'person-5', 'person-6'];

const tokens = await readTokens();

for (const theme of ['light', 'dark'] as const) {
  describe(`the ${theme} theme`, () => {
    for (const ink of INKS) {
      for (const ground of GROUNDS) {
        test(`${ink} is readable on ${ground}`, () => assertContrast(theme, ink, ground, TEXT));
      }
    }
    for (const tint of TINTS) {
      test(`${tint} is readable on its tint`, () => assertContrast(theme, tint, `${tint}-soft`, TEXT));
      test(`ink is readable on the tint of ${tint}`, () => assertContrast(theme, 'ink', `${tint}-soft`, TEXT));
      test(`${tint} is readable on a surface`, () => assertContrast(theme, tint, 'surface', TEXT));
    }
    test('the corrector’s red is readable on its tint', () =>
      assertContrast(theme, 'sanguine-text', 'sanguine-soft', TEXT));
    test('buttons can be read', () => {
      assertContrast(theme, 'on-accent', 'accent', TEXT);
      assertContrast(theme, 'on-accent', 'accent-hover', TEXT);
      assertContrast(theme, 'on-sanguine', 'sanguine', TEXT);
      assertContrast(theme, 'on-sanguine', 'sanguine-hover', TEXT);
    });
    test('toasts can be read', () => assertContrast(theme, 'paper', 'ink', TEXT));
    test('initials can be read on every person’s colour', () => {
      for (const person of PEOPLE) assertContrast(theme, 'ink', person, TEXT);
    });
    test('fields and the focus stand out from what is around them', () => {
      for (const ground of ['paper', 'surface', 'raised']) {
        assertContrast(theme, 'line-strong', ground, SHAPE);
        assertContrast(theme, 'focus', ground, SHAPE);
      }
    });
  });
}

test('a contrast that is too low would be seen', () => {
  assert.ok(contrast([0.6, 0, 0], [0.62, 0, 0]) < SHAPE);
  assert.ok(Math.abs(contrast([0, 0, 0], [1, 0, 0]) - 21) < 0.01);
});

function assertContrast(theme: Theme, ink: string, ground: string, least: number): void {
  const measured = contrast(colourOf(ink, theme), colourOf(ground, theme));
  assert.ok(measured >= least, `${ink} on ${ground}: ${measured.toFixed(2)} is under ${least}`);
}

function colourOf(name: string, theme: Theme): Colour {
  const token = tokens.get(name);
  assert.ok(token, `--${name} is not a token`);
  return token[theme];
}

/** WCAG 2.2: (lighter + 0.05) / (darker + 0.05). */
function contrast(a: Colour, b: Colour): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

/** OKLCH to linear sRGB (Ottosson, 2020), clipped to the gamut, to relative luminance. */
function luminance([lightness, chroma, hue]: Colour): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(Math.max(value, 0), 1);
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

async function readTokens(): Promise<Map<string, Record<Theme, Colour>>> {
  const css = await readFile(join(import.meta.dirname, 'tokens.css'), 'utf8');
  const colour = 'oklch\\(([\\d.]+) ([\\d.]+) ([\\d.]+)\\)';
  const lines = css.matchAll(new RegExp(`--([\\w-]+): light-dark\\(${colour}, ${colour}\\)`, 'g'));
  const numbers = (values: string[]): Colour => [Number(values[0]), Number(values[1]), Number(values[2])];
  return new Map(
    [...lines].map(([, name = '', ...values]) => [
      name,
      { light: numbers(values.slice(0, 3)), dark: numbers(values.slice(3, 6)) },
    ]),
  );
}
