import { type SerializerFactory, SerializerSelector } from '@fastify/fast-json-stringify-compiler';

/**
 * What writes answers by their schemas, made when a route first answers so: of hundreds, most processes use few, and a
 * start that made them all would take longer and hold more. Schemas that are alike, as those of problems, share one.
 */
export function buildSerializer(...[schemas, options]: Parameters<SerializerFactory>): ReturnType<SerializerFactory> {
  const compile = SerializerSelector()(schemas, options);
  const made = new Map<string, ReturnType<typeof compile>>();
  return (route) => {
    let write: ReturnType<typeof compile> | undefined;
    return (answer) => {
      write ??= sharedOf(route.schema);
      return write(answer);
    };

    function sharedOf(schema: unknown): ReturnType<typeof compile> {
      const key = JSON.stringify(schema);
      const known = made.get(key) ?? compile(route);
      made.set(key, known);
      return known;
    }
  };
}
