import type { TestAnswer, TestCall } from '#test/app.ts';

/** The same as `app.call`, over a real connection: what streams its body needs one. */
export async function callOverHttp(
  origin: string,
  { method = 'GET', url, as, body, headers }: TestCall,
): Promise<TestAnswer> {
  const response = await fetch(origin + url, {
    method,
    headers: { ...(as ? { authorization: `Bearer ${as.token}` } : {}), ...headers },
    ...(body === undefined ? {} : { body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: Object.fromEntries(response.headers), text, body: parseJson(text) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
