import { Type } from 'typebox';
import type { Module } from '#platform/module.ts';
import { contract } from './contract.ts';
import { errorCatalogue, httpErrors } from './errors.ts';
import { anyone, get } from './route.ts';

const explainProblem = contract({
  summary: 'What a code of failure means',
  description: 'The `type` of every problem leads here.',
  tags: ['problems'],
  params: Type.Object({ code: Type.String({ maxLength: 100 }) }),
  response: Type.Object({ code: Type.String(), status: Type.Integer(), fr: Type.String(), en: Type.String() }),
  errors: ['NOT_FOUND'],
});

export const problemsModule: Module = {
  name: 'problems',
  routes: [
    get('/problems/:code', explainProblem, anyone, ({ params }) => {
      const definition = errorCatalogue().get(params.code);
      if (!definition) throw httpErrors.NOT_FOUND();
      return { code: params.code, ...definition };
    }),
  ],
};
