import assert from 'node:assert/strict';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { errorCatalogue, httpErrors } from '#platform/http/errors.ts';
import type { OpenapiDocument, Operation } from './operations.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Holds answers to what the document says of them. */
export class AnswerCheck {
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(document: OpenapiDocument) {
    addFormats.default(this.#ajv);
    this.#ajv.addSchema(document, 'document');
  }

  check(operation: Operation, answer: Answer): void {
    const { status, text } = answer;
    assert.ok(status < 500, `${status}: ${text}`);
    if (status >= 400) this.#checkProblem(operation, answer);
    else this.#checkSuccess(operation, answer);
  }

  #checkSuccess(operation: Operation, { status, headers, text }: Answer): void {
    const described = operation.responses[status];
    assert.ok(described, `${status} is not documented`);
    const type = mediaTypeOf(headers);
    if (!described.content) assert.equal(text, '', `${status} is documented as having no body`);
    if (!described.content || '*/*' in described.content) return;
    assert.ok(described.content[type], `${status} ${type} is not documented`);
    this.#checkBody(operation.pointerTo(String(status), type), JSON.parse(text));
  }

  #checkProblem(operation: Operation, { status, headers, text }: Answer): void {
    assert.ok(operation.responses['4XX'], 'no 4XX is documented');
    assert.equal(mediaTypeOf(headers), 'application/problem+json');
    const problem = JSON.parse(text);
    this.#checkBody('components/schemas/Problem', problem);
    assert.equal(problem.status, status);
    assert.equal(problem.instance, headers['x-request-id']);
    assert.equal(
      errorCatalogue().get(problem.code)?.status,
      status,
      `${problem.code} is not in the catalogue as ${status}`,
    );
    assert.doesNotMatch(problem.detail, /\{\w+\}/, 'a hole in the sentence');
    assert.ok(
      operation.codes.has(problem.code) || problem.code in httpErrors,
      `${problem.code} is not documented here`,
    );
  }

  #checkBody(pointer: string, body: unknown): void {
    const validate = this.#compiled.get(pointer) ?? this.#ajv.compile({ $ref: `document#/${pointer}` });
    this.#compiled.set(pointer, validate);
    assert.ok(validate(body), `${this.#ajv.errorsText(validate.errors)} in ${JSON.stringify(body)}`);
  }
}

function mediaTypeOf(headers: Answer['headers']): string {
  return String(headers['content-type'] ?? '').split(';', 1)[0] ?? '';
}
