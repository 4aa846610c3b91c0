import { makeKeyPair } from '#ops/backup/encryption.ts';
import type { Command } from './command.ts';

export const backupKeyCommand: Command = {
  name: 'backup:key',
  summary: {
    fr: 'Tire une clé pour chiffrer les sauvegardes (format age) et l’affiche ; rien n’est enregistré.',
    en: 'Draws a key for encrypting backups (the age format) and prints it; nothing is stored.',
  },
  examples: ['backup:key'],
  run: async ({ print, say }) => {
    const key = await makeKeyPair();
    say({
      fr: 'La clé secrète chiffre et déchiffre. Gardez-la hors de cette machine : sans elle, une sauvegarde chiffrée est perdue.',
      en: 'The secret key encrypts and decrypts. Keep it off this machine: without it an encrypted backup is lost.',
    });
    print(`BACKUP_KEY=${key.secret}`);
    say({
      fr: 'La clé publique ne fait que chiffrer : elle suffit sur la machine qui sauvegarde.',
      en: 'The public key only encrypts: it is enough on the machine that backs up.',
    });
    print(`BACKUP_KEY=${key.public}`);
    return undefined;
  },
};
