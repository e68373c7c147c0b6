const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const ENTRY_SIZE = 46;

/** The names of the files in a zip archive, from its central directory. Throws on what is none. */
export function zipNames(archive: Buffer): string[] {
  const end = archive.lastIndexOf(littleEndian(END_OF_DIRECTORY));
  if (end < 0) throw new Error('no end of a zip directory');
  const count = archive.readUInt16LE(end + 10);
  const names: string[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let entry = 0; entry < count; entry++) {
    if (archive.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error(`no zip entry at ${at}`);
    const nameSize = archive.readUInt16LE(at + 28);
    const name = at + ENTRY_SIZE;
    names.push(archive.toString('utf8', name, name + nameSize));
    at = name + nameSize + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return names;
}

function littleEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
