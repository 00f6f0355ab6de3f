import { examineApono } from './examine-apono';
import { examineServer } from './examine-server';
import type { Section } from './finding';
import type { Subject } from './subject';
import type { Surroundings } from './surroundings';

export { type Finding, failed, hasFailed, type Mark, notChecked, ofProblems, ok, type Section } from './finding';
export type { AponoSubject, ConnectorUserSubject, ServerSubject, Subject } from './subject';
export { type Asked, type Source, subjectOf } from './subject-of';

/** Checks step by step what a person would check by hand, and changes nothing: each server, then Apono. */
export async function examine(subject: Subject, around: Surroundings): Promise<Section[]> {
  return Promise.all([
    ...subject.servers.map((each) => examineServer(each, around)),
    examineApono(subject.apono, around),
  ]);
}
