import { withInspector } from '#ops/database/open-inspector.ts';
import { lasting } from '#platform/quantities.ts';
import { columns, oneLine } from './columns.ts';
import { type Command, JSON_OPTION } from './command.ts';

const HEADINGS = {
  fr: ['Id', 'Depuis', 'Attend', 'État', 'Qui', 'SQL'],
  en: ['Id', 'For', 'Waits for', 'State', 'Who', 'SQL'],
};

export const dbProcessesCommand: Command = {
  name: 'db:processes',
  summary: {
    fr: 'Montre ce que fait la base : qui, quoi, depuis quand, et qui attend qui ; sur SQLite, qui l’a ouverte et qui écrit.',
    en: 'Shows what the database does: who, what, for how long, and who waits for whom; on SQLite, who has it open and who writes.',
  },
  options: JSON_OPTION,
  examples: ['db:processes', 'db:processes --json'],
  run: async ({ secrets, values, language, print, say }) => {
    const { databaseUrl: url, directUrl } = secrets;
    const found = await withInspector({ url, directUrl }, (inspector) => inspector.processes());
    if (values.json) {
      print(JSON.stringify(found));
      return undefined;
    }
    const rows = found.processes.map(({ id, who, state, ms, waitsFor, sql }) => [
      String(id),
      lasting(ms, language),
      waitsFor.join(', '),
      state,
      who,
      oneLine(sql ?? '', 100),
    ]);
    if (rows.length === 0)
      say({ fr: 'Personne d’autre n’a la base ouverte.', en: 'Nobody else has the database open.' });
    else for (const line of columns([HEADINGS[language], ...rows])) print(line);
    if (found.note) print(`\n${found.note[language]}`);
    return undefined;
  },
};
