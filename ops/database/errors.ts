import { defineErrors } from '#platform/http/errors.ts';

export const databaseErrors = defineErrors({
  DATABASE_NO_ROOM: {
    status: 507,
    fr: 'Il faut {needed} libres pour réécrire la base, et il y en a {free}. Rien n’a été réécrit.',
    en: 'Rewriting the database needs {needed} free, and there are {free}. Nothing was rewritten.',
  },
  DATABASE_TABLE_UNKNOWN: {
    status: 404,
    fr: 'La base n’a pas de table « {table} ». Elle a : {tables}.',
    en: 'The database has no table “{table}”. It has: {tables}.',
  },
});
