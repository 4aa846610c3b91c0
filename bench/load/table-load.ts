import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { openDatabase } from '#ops/migrate/databases/open-database.ts';

export interface LoadFigures {
  count: number;
  failed: number;
  /** Milliseconds, from the moment a request was due, whether or not a connection was free. */
  p99: number;
  longest: number;
}

export interface Load {
  reset(): void;
  read(): LoadFigures;
  stop(): Promise<void>;
}

const CONNECTIONS = 40;

/** Reads and writes of single rows of `notes` that come at a steady rate, whatever became of those before. */
export async function startLoad(url: string, { rate, rows }: { rate: number; rows: number }): Promise<Load> {
  const free = await Promise.all(Array.from({ length: CONNECTIONS }, () => openDatabase(url)));
  const all = [...free];
  const due: number[] = [];
  let [times, failed, next]: [number[], number, number] = [[], 0, rows];
  const start = performance.now();
  let sent = 0;

  const serve = () => {
    while (due.length > 0) {
      const db = free.pop();
      if (!db) return;
      const since = due.shift() ?? 0;
      request(db)
        .catch(() => {
          failed += 1;
        })
        .then(() => {
          times.push(performance.now() - since);
          free.push(db);
          serve();
        });
    }
  };

  /** Of ten requests five read, four change a row and one adds one, each its own transaction. */
  async function request(db: MigrationDatabase): Promise<void> {
    const [kind, id] = [Math.random() * 10, 1 + Math.floor(Math.random() * rows)];
    if (kind < 5) await db.query('SELECT id, auteur, texte, vues FROM notes WHERE id = ?', [id]);
    else if (kind < 9) await db.query('UPDATE notes SET vues = vues + 1 WHERE id = ?', [id]);
    else {
      next += 1;
      await db.query('INSERT INTO notes (id, auteur, texte) VALUES (?, ?, ?)', [next, 1 + (id % 1000), `neuf ${next}`]);
    }
  }

  const timer = setInterval(() => {
    const now = performance.now();
    for (; start + (sent * 1000) / rate <= now; sent += 1) due.push(start + (sent * 1000) / rate);
    serve();
  }, 5);

  return {
    reset: () => {
      [times, failed] = [[], 0];
    },
    read: () => {
      const sorted = [...times, ...due.map((since) => performance.now() - since)].sort((a, b) => a - b);
      const at = (share: number) =>
        Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
      return { count: sorted.length, failed, p99: at(0.99), longest: at(1) };
    },
    stop: async () => {
      clearInterval(timer);
      while (free.length < all.length) await new Promise((resolve) => setTimeout(resolve, 10));
      for (const db of all) await db.close();
    },
  };
}
