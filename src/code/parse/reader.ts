import type { Problem } from '../../problem';
import type { IntegrationDocument } from '../project-document';

/** Fills an integration from the attributes of a resource; says what it could not take over. */
export type ReadBody = (body: Readonly<Record<string, unknown>>, reader: BodyReader) => IntegrationDocument;

/** What a reader reports to. */
export interface BodyReader {
  note(text: string): void;
  refuse(problem: Problem): void;
  readonly address: string;
}
