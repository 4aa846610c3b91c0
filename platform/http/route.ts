import type { FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { Context } from '#platform/context.ts';
import type { Actor } from './actor.ts';
import type { AnswerOf, Contract, InputsOf } from './contract.ts';

interface Exchange {
  readonly context: Context;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** A request by someone who is signed in. `Inputs` is what of params, query and body the guard or handler reads. */
export type SignedInCall<Inputs = unknown> = Exchange & { readonly actor: Actor } & Inputs;

/** A request by anyone. */
export type PublicCall<Inputs = unknown> = Exchange & { readonly actor: Actor | null } & Inputs;

type Guard<Inputs> = (call: SignedInCall<Inputs>) => unknown;
type PublicGuard<Inputs> = ((call: PublicCall<Inputs>) => unknown) & { readonly isPublic: true };
type AnyGuard<C> = Guard<InputsOf<C>> | PublicGuard<InputsOf<C>>;

type CallFor<C, G extends AnyGuard<C>> = (G extends { readonly isPublic: true }
  ? PublicCall<InputsOf<C>>
  : SignedInCall<InputsOf<C>>) & {
  readonly allowed: Awaited<ReturnType<G>>;
};

/** A line of the URL table, its types forgotten: they were checked where it was written. */
export interface Route {
  readonly method: HTTPMethods;
  readonly path: string;
  readonly contract: Contract;
  readonly guard: (call: never) => unknown;
  readonly isPublic: boolean;
  readonly handle: (call: never) => unknown;
}

/** Makes a guard that lets people in who are not signed in. */
export function publicly<Inputs, Result>(
  guard: (call: PublicCall<Inputs>) => Result,
): ((call: PublicCall<Inputs>) => Result) & { readonly isPublic: true } {
  return Object.assign((call: PublicCall<Inputs>) => guard(call), { isPublic: true as const });
}

/** Anyone at all. */
export const anyone = publicly(() => null);

/** Anyone who is signed in; what is allowed is to be oneself. */
export function signedIn(call: SignedInCall): Actor {
  return call.actor;
}

type Define = <C extends Contract, G extends AnyGuard<C>>(
  path: string,
  contract: C,
  guard: G,
  handle: (call: CallFor<C, G>) => AnswerOf<C> | Promise<AnswerOf<C>>,
) => Route;

export const get: Define = define('GET');
export const post: Define = define('POST');
export const put: Define = define('PUT');
export const patch: Define = define('PATCH');
// `delete` is a word of the language.
export const del: Define = define('DELETE');

function define(method: HTTPMethods): Define {
  return (path, contract, guard, handle) => ({ method, path, contract, guard, handle, isPublic: 'isPublic' in guard });
}
