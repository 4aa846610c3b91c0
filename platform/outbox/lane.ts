/** Runs tasks in the order they come, so many at a time. A task handles its own failures. */
export class Lane {
  readonly #width: number;
  readonly #waiting: (() => Promise<void>)[] = [];
  #running = 0;
  #whenIdle: (() => void)[] = [];

  constructor(width: number) {
    this.#width = width;
  }

  push(task: () => Promise<void>): void {
    this.#waiting.push(task);
    this.#advance();
  }

  /** Resolves when nothing runs and nothing waits. */
  idle(): Promise<void> {
    if (this.#running === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenIdle.push(resolve));
  }

  /** Forgets what has not begun. */
  clear(): void {
    this.#waiting.length = 0;
  }

  #advance(): void {
    while (this.#running < this.#width) {
      const task = this.#waiting.shift();
      if (!task) break;
      this.#running += 1;
      task().finally(() => this.#done());
    }
  }

  #done(): void {
    this.#running -= 1;
    this.#advance();
    if (this.#running > 0) return;
    for (const resolve of this.#whenIdle.splice(0)) resolve();
  }
}
