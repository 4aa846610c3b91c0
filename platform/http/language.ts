import type { FastifyRequest } from 'fastify';
import { LANGUES, type Langue } from './actor.ts';

/** The language to answer in: the person's own, else the browser's (RFC 9110, section 12.5.4), else French. */
export function langueOf(request: FastifyRequest): Langue {
  return request.actor?.langue ?? preferredLangue(request.headers['accept-language']);
}

export function preferredLangue(header: string | undefined): Langue {
  const ranges = (header ?? '').split(',').map(parseRange);
  ranges.sort((a, b) => b.quality - a.quality);
  const known = ranges.find(({ tag, quality }) => quality > 0 && isLangue(tag));
  return known && isLangue(known.tag) ? known.tag : 'fr';
}

function parseRange(range: string): { tag: string; quality: number } {
  const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
  const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean);
  return { tag: tag.split('-')[0] ?? '', quality: quality === undefined ? 1 : Number(quality) };
}

function isLangue(tag: string): tag is Langue {
  return (LANGUES as readonly string[]).includes(tag);
}
