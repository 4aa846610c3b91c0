import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

/** The reference at `/api/docs` and the document at `/api/openapi.json`, both made of the contracts. */
export async function addOpenapi(
  app: FastifyInstance,
  options: { version: string; publicUrl: string; sessionCookie: string },
): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Staka',
        version: options.version,
        description:
          'Times are RFC 3339 in UTC, money is an integer number of cents, lists are paged by cursor (`limit`, `after`) and answer `{items, next}`, failures are RFC 9457 problems with a `code`.',
      },
      servers: [{ url: options.publicUrl }],
      components: {
        securitySchemes: {
          cookie: { type: 'apiKey', in: 'cookie', name: options.sessionCookie },
          bearer: { type: 'http', scheme: 'bearer' },
        },
      },
      security: [{ cookie: [] }, { bearer: [] }],
    },
    refResolver: { buildLocalReference: (json, _base, _fragment, index) => String(json.$id ?? `Schema${index}`) },
  });
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    uiConfig: { docExpansion: 'none', persistAuthorization: false },
    theme: { title: 'Staka · API' },
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}
