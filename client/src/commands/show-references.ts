import { commands, type Disposable, type Location, Position, Uri } from 'vscode';

/** What a lens of the server opens: the places that use what is declared at a position. */
export function registerShowReferences(): Disposable {
  return commands.registerCommand(
    'cronwright.showReferences',
    async (address: string, { line, character }: Position) => {
      const uri = Uri.parse(address);
      const position = new Position(line, character);
      const locations = await commands.executeCommand<Location[]>(
        'vscode.executeReferenceProvider',
        uri,
        position,
      );
      // VS Code asks for the declaration too, which the lens does not count
      const uses = locations.filter(
        ({ uri: found, range }) => found.toString() !== uri.toString() || !range.contains(position),
      );
      await commands.executeCommand('editor.action.showReferences', uri, position, uses);
    },
  );
}
