import type { Connection, Position } from 'vscode-languageserver/node';
import { jobOf } from '../authoring/job.js';
import { type Runnable, runnablesOf, type TestRun, testRunsOf } from '../authoring/test-run.js';
import type { Template } from '../template/template.js';
import type { Asked } from './requests.js';
import type { Session } from './session.js';

/** The questions of `client/src/commands/copy-test-run.ts`, which has the shapes of the answers. */
export function serveTestRun(connection: Connection, session: Session, asked: Asked): void {
  connection.onRequest(
    'cronwright/testRun/rules',
    ({ uri, position }: { uri: string; position: Position }) =>
      asked({ textDocument: { uri } }, (document, template) => ({
        here: runnableAt(template, document.offsetAt(position)),
        rules: runnablesOf(template).map(described),
      })),
  );
  const make = ({ uri, id }: { uri: string; id: string }): Made | null =>
    asked({ textDocument: { uri } }, (document, template): Made => {
      const found = runnablesOf(template).find(runnable => runnable.id === id);
      if (!found) return { refused: `There is no rule \`${id}\` any more.` };
      const { testCluster } = session.configOf(document);
      const runs = testRunsOf(found, { template, workspace: session.workspace }, testCluster);
      return 'refused' in runs ? runs : { runs };
    });
  connection.onRequest<Made | null, void>('cronwright/testRun/make', make);
}

type Made = { readonly runs: readonly TestRun[] } | { readonly refused: string };

function runnableAt(template: Template, offset: number): string | null {
  const under = runnablesOf(template).find(
    ({ placed: { block, offset: at } }) =>
      at + block.keySpan.start <= offset && offset <= at + block.value.end,
  );
  return under?.id ?? null;
}

function described({ id, placed: { block } }: Runnable): { id: string; detail: string } {
  const job = jobOf(block);
  return { id, detail: job ? [job.name, job.task].filter(Boolean).join(' · ') : '' };
}
