import type { startAuthentication, startRegistration } from '@simplewebauthn/browser';
import { answer, api } from '../../api/client.ts';
import type { User } from '../../api/types.ts';
import type { SecondFactorWords } from './use-second-factor-words.ts';

type AskOptions = Parameters<typeof startAuthentication>[0]['optionsJSON'];
type MakeOptions = Parameters<typeof startRegistration>[0]['optionsJSON'];
type Given = { options: Record<string, unknown> };

/** Fetched when it is needed: most visits have no use for it. */
const library = () => import('@simplewebauthn/browser');

/** What a passkey signed, as the API takes it. */
export async function askPasskey({ options }: Given) {
  const { startAuthentication } = await library();
  return trimmed(await startAuthentication({ optionsJSON: options as unknown as AskOptions })); // as the API's library made them
}

/** What a device has just made, as the API takes it. */
export async function makePasskey({ options }: Given) {
  const { startRegistration } = await library();
  const { id, rawId, type, response } = await startRegistration({ optionsJSON: options as unknown as MakeOptions }); // as above
  const { clientDataJSON, attestationObject, transports = [] } = response;
  return { id, rawId, type, response: { clientDataJSON, attestationObject, transports: [...transports] } };
}

/** Signs in by whatever passkey the person chooses. */
export async function loginByPasskey(): Promise<User> {
  const passkey = await askPasskey(await answer(api.POST('/api/auth/passkey/options')));
  return (await answer(api.POST('/api/auth/passkey', { body: { passkey } }))).user;
}

/** Lets the browser offer passkeys in the field of the address; null where it cannot, or nobody chose one. */
export async function loginByAutofill(): Promise<User | null> {
  if (!globalThis.PublicKeyCredential) return null;
  const { browserSupportsWebAuthnAutofill, startAuthentication } = await library();
  if (!(await browserSupportsWebAuthnAutofill())) return null;
  const { options } = await answer(api.POST('/api/auth/passkey/options'));
  const optionsJSON = options as unknown as AskOptions; // as above
  const passkey = trimmed(await startAuthentication({ optionsJSON, useBrowserAutofill: true }));
  return (await answer(api.POST('/api/auth/passkey', { body: { passkey } }))).user;
}

/** Nobody chooses a passkey in the field any more. */
export async function endAutofill(): Promise<void> {
  if (globalThis.PublicKeyCredential) (await library()).WebAuthnAbortService.cancelCeremony();
}

/** What the browser says of its own accord, in words; anything else as it is. */
export function passkeyFailure(error: unknown, said: SecondFactorWords): unknown {
  const name = error instanceof Error ? error.name : '';
  if (name === 'InvalidStateError') return said.passkeyKnown;
  if (name === 'NotAllowedError' || name === 'AbortError') return said.passkeyCancelled;
  if (name === 'SecurityError' || name === 'NotSupportedError') return said.passkeyUnusable;
  return error;
}

function trimmed({ id, rawId, type, response }: Awaited<ReturnType<typeof startAuthentication>>) {
  const { clientDataJSON, authenticatorData, signature, userHandle = null } = response;
  return { id, rawId, type, response: { clientDataJSON, authenticatorData, signature, userHandle } };
}
