import type { DeployEvent } from '#ops/deploy/deployment.ts';
import type { StepRecord } from '#ops/deploy/state.ts';
import { lasting } from '#platform/quantities.ts';
import type { Bilingual } from '#platform/terminal.ts';
import type { CommandCall } from './command.ts';

interface Line {
  readonly name: string;
  readonly title: Bilingual;
  readonly mark: string;
  readonly told: string;
}

const MARKS = { done: '✓', failed: '✗', planned: ' ' } as const;
const [WAITS, BEGAN] = [' ', '…'];

/** The steps of a deployment, ticked as they are done: in place on a terminal, one line a step elsewhere. */
export class Checklist {
  readonly #call: Pick<CommandCall, 'print' | 'language'>;
  #lines: Line[] = [];

  constructor(call: Pick<CommandCall, 'print' | 'language'>) {
    this.#call = call;
  }

  told(event: DeployEvent): void {
    switch (event.kind) {
      case 'steps':
        this.#lines = event.steps.map(({ name, title }) => ({ name, title, mark: WAITS, told: '' }));
        this.#draw(false);
        return;
      case 'begins':
        this.#change(event.name, { mark: BEGAN });
        return;
      case 'ended':
        this.#end(event.record);
    }
  }

  #end({ name, state, found, milliseconds }: StepRecord): void {
    const { language } = this.#call;
    const time = state === 'planned' ? '' : ` (${lasting(milliseconds, language)})`;
    const told = ` – ${found[language]}${time}`;
    this.#change(name, { mark: MARKS[state], told });
    if (process.stdout.isTTY) {
      // What failed is told whole, under the list: a line of it ends where the terminal does.
      if (state === 'failed') this.#call.print(`\n✗ ${found[language]}\n`);
      return;
    }
    const line = this.#lines.find((candidate) => candidate.name === name);
    if (line) this.#call.print(this.#worded(line));
  }

  #change(name: string, change: Partial<Line>): void {
    this.#lines = this.#lines.map((line) => (line.name === name ? { ...line, ...change } : line));
    this.#draw(true);
  }

  #draw(again: boolean): void {
    if (!process.stdout.isTTY) return;
    const width = process.stdout.columns;
    const lines = this.#lines.map(
      (line) =>
        `\x1b[2K${this.#worded(line)
          .replaceAll(/\s+/g, ' ')
          .slice(0, width - 1)}`,
    );
    process.stdout.write(`${again ? `\x1b[${lines.length}A` : ''}${lines.join('\n')}\n`);
  }

  #worded({ mark, title, told }: Line): string {
    return `[${mark}] ${title[this.#call.language]}${told}`;
  }
}
