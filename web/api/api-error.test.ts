import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { apiErrorOf } from './api-error.ts';

describe('an answer that refuses', () => {
  test('keeps its code, its sentence, its reference and its fields', () => {
    const errors = [{ field: 'email', detail: 'Écrivez une adresse.' }];
    const problem = { code: 'VALIDATION_FAILED', detail: 'Voyez les champs.', instance: 'ref-1', errors };
    const error = apiErrorOf(problem, new Response(null, { status: 400 }));
    assert.deepEqual(
      [error.status, error.code, error.message, error.reference, error.fields],
      [400, 'VALIDATION_FAILED', 'Voyez les champs.', 'ref-1', errors],
    );
  });

  test('that is no problem document still has a code and a reference', () => {
    const response = new Response('<html>', { status: 502, headers: { 'x-request-id': 'ref-2' } });
    const error = apiErrorOf('<html>', response);
    assert.deepEqual([error.code, error.reference, error.message], ['HTTP_502', 'ref-2', '']);
  });

  test('with fields of another shape has none', () => {
    const problem = { code: 'X', errors: [null, { field: 1 }, 'no'] };
    assert.deepEqual(apiErrorOf(problem, new Response(null, { status: 400 })).fields, []);
  });
});
