import type { CancellationToken, Connection, WorkspaceEdit } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { ignoreDrift } from '../authoring/ignore-drift.js';
import { restoreCommand } from '../authoring/restore.js';
import type { ResourceDrift } from '../drift/drift.js';
import { questionsOf } from '../drift/questions.js';
import { sidesOf } from '../drift/sides.js';
import { CONFIG_FILE } from '../rules/config.js';
import { toTextEdit } from './convert.js';
import { type About, DriftDesk, type Subject } from './drift-desk.js';
import { signalOf } from './live-stacks.js';
import { refusal } from './requests.js';
import type { Session } from './session.js';
import { normalUri } from './uris.js';

/** The questions of `client/src/drift/protocol.ts`, which has the shapes of the answers. */
export function serveDrift(connection: Connection, session: Session): void {
  const desk = new DriftDesk(session);
  const about = (
    what: string,
    reply: (about: About, token: CancellationToken) => Promise<unknown>,
  ) => connection.onRequest(`cronwright/drift/${what}`, reply);

  connection.onRequest('cronwright/drift', ({ uri }: Pick<About, 'uri'>) => desk.lenses(uri));
  connection.onRequest('cronwright/drift/stacks', () => desk.stacks());
  about('sides', async asked => {
    const subject = await desk.subject(asked);
    return subject && sidesOf(subject.drift);
  });
  about('remedies', async asked => {
    const subject = await desk.subject(asked);
    return subject && remediesOf(subject, session);
  });
  about('who', (asked, token) => desk.who(asked, token));
  about('firing', (asked, token) => desk.firing(asked, token));
  connection.onRequest('cronwright/drift/ignore', (asked: Ignoring) => ignoreEdit(asked, session));
  connection.onRequest('cronwright/drift/refresh', (token: CancellationToken) =>
    refresh(connection, session, token),
  );
  connection.onRequest('cronwright/drift/retry', (token: CancellationToken) =>
    session.live.retry({ signal: signalOf(token) }),
  );
}

async function refresh(
  connection: Connection,
  { live }: Session,
  token: CancellationToken,
): Promise<void> {
  const progress = await connection.window.createWorkDoneProgress();
  progress.begin('Comparing with AWS', 0, '', true);
  const signal = signalOf(token, progress.token);
  const onProgress = (what: string, done: number, all: number) =>
    progress.report(Math.floor((100 * done) / Math.max(1, all)), what);
  await live.refresh({ signal, onProgress }).finally(() => progress.done());
}

/** What one can do about it; the shape is that of `client/src/drift/protocol.ts`. */
function remediesOf({ document, drift, snapshot, stack }: Subject, session: Session) {
  const changed = drift.differences.filter(({ kind }) => kind === 'drift');
  const where = { region: snapshot.region, profile: stack.stack.entry.profile };
  const commands = changed.map(difference => restoreCommand(drift, difference, where));
  const isWhole = changed.length > 0 && commands.every(command => command !== null);
  return {
    differences: changed.map(({ path }) => path),
    adopt: adoptEdit(document, drift, session),
    restore: isWhole ? [...new Set(commands)].join('\n') : null,
    questions: questionsOf(drift),
  };
}

/** All that the fixes of its diagnostics would write; null where one has none. */
function adoptEdit(
  document: TextDocument,
  drift: ResourceDrift,
  session: Session,
): WorkspaceEdit | null {
  const template = session.template(document);
  const spans = drift.differences.filter(({ kind }) => kind === 'drift').map(({ span }) => span);
  const problems = template
    ? session
        .problems(document, template)
        .filter(
          ({ rule, start }) => rule === 'drift/changed' && spans.some(span => span.start === start),
        )
    : [];
  const fixes = problems.map(({ fixes: [fix] = [] }) => fix);
  if (fixes.length === 0 || fixes.some(fix => fix === undefined)) return null;
  const edits = fixes.flatMap(fix => fix?.edits ?? []).map(edit => toTextEdit(document, edit));
  return { changes: { [document.uri]: edits } };
}

interface Ignoring extends About {
  readonly property: string;
  readonly reason: string;
}

async function ignoreEdit(
  { uri, id, property, reason }: Ignoring,
  session: Session,
): Promise<WorkspaceEdit> {
  const stack = session.live.stackOf(normalUri(uri));
  const config = stack && (await session.files.text(`${stack.folder}/${CONFIG_FILE}`));
  const edit = config && ignoreDrift(config.getText(), { resource: id, property, reason });
  if (!edit) throw refusal(IGNORE_BY_HAND);
  return { changes: { [config.uri]: [toTextEdit(config, edit)] } };
}

const IGNORE_BY_HAND =
  'There is no safe place for it in cronwright.yml. Write it there under `drift.ignore`, with `resource`, `property` and `reason`.';
