import { NOTIFICATION_EVENTS } from '#modules/accounts/module.ts';
import { canonicalJson } from '#ops/backup/canonical-json.ts';
import { convertBoolean } from '../convert/values.ts';

/** What other systems call the two ways in which people are told. */
const CHANNELS: Readonly<Record<string, 'app' | 'email'>> = {
  email: 'email',
  mail: 'email',
  app: 'app',
  inapp: 'app',
  push: 'app',
  web: 'app',
};

/**
 * The choices of a person as Staka keeps them, event by event and channel by channel: those that are in that form stay,
 * one word for a whole channel counts for every event, and what says neither is left to the defaults.
 * @param text JSON
 */
export function notificationChoices(text: string): string {
  const value = parsed(text);
  const isAlready = Object.keys(value).length > 0 && Object.values(value).every(isChoice);
  if (isAlready) return canonicalJson(JSON.stringify(value));
  const channels = Object.entries(value).flatMap(([name, answer]) => {
    const channel = CHANNELS[name.toLowerCase().replaceAll(/[_-]/g, '')];
    const wanted = typeof answer === 'object' ? undefined : convertBoolean(String(answer));
    return channel === undefined || wanted === undefined ? [] : [[channel, wanted] as const];
  });
  if (channels.length === 0) return '{}';
  const wanted = Object.fromEntries(channels);
  const events = Object.keys(NOTIFICATION_EVENTS).map((event) => [event, wanted] as const);
  return canonicalJson(JSON.stringify(Object.fromEntries(events)));
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'boolean') return { app: value, email: value };
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function isChoice(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && Object.values(value).every((answer) => typeof answer === 'boolean')
  );
}
