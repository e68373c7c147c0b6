import {
  createPrompt,
  isDownKey,
  isEnterKey,
  isTabKey,
  isUpKey,
  makeTheme,
  useEffect,
  useKeypress,
  usePrefix,
  useState,
} from '@inquirer/core';

/** What is shown below an answer while it is typed. */
export interface Look {
  /** It can be taken as it stands. */
  readonly ok: boolean;
  readonly lines: readonly string[];
}

export interface Question {
  readonly message: string;
  /** Stands there from the start, to be taken or changed. */
  readonly initial: string;
  suggest(text: string): readonly string[];
  look(text: string): Look;
}

/** Escape was pressed: the question before is asked again. */
export const BACK = Symbol('back');

const SHOWN = 7;

/** Asks for a line of text, with what it means and what could be written shown under it. */
export const question = createPrompt<string | typeof BACK, Question>((config, done) => {
  const theme = makeTheme({});
  const [value, setValue] = useState(config.initial);
  const [active, setActive] = useState(-1);
  const [status, setStatus] = useState<'idle' | 'done'>('idle');
  const prefix = usePrefix({ status, theme });
  const suggestions = config.suggest(value).slice(0, SHOWN);

  useEffect(rl => {
    if (config.initial) rl.write(config.initial);
  }, []);
  useKeypress((key, rl) => {
    const write = (text: string) => {
      rl.clearLine(0);
      rl.write(text);
      setValue(text);
      setActive(-1);
    };
    const chosen = suggestions[active];
    if (key.name === 'escape') {
      setStatus('done');
      done(BACK);
    } else if (isEnterKey(key)) {
      const answer = chosen ?? value;
      if (config.look(answer).ok) {
        setValue(answer);
        setStatus('done');
        done(answer);
      } else write(answer);
    } else if (isUpKey(key)) setActive(Math.max(-1, active - 1));
    else if (isDownKey(key)) setActive(Math.min(suggestions.length - 1, active + 1));
    else if (isTabKey(key)) write(chosen ?? suggestions[0] ?? value);
    else {
      setValue(rl.line);
      setActive(-1);
    }
  });

  const head = `${prefix} ${theme.style.message(config.message, status === 'done' ? 'done' : 'idle')} `;
  if (status === 'done') return head + theme.style.answer(value);
  const { lines, ok } = config.look(suggestions[active] ?? value);
  const below = [
    ...lines.map(line => (ok || value === '' ? theme.style.help(line) : theme.style.error(line))),
    ...suggestions.map((text, i) =>
      i === active ? theme.style.highlight(`❯ ${text}`) : `  ${text}`,
    ),
    theme.style.help('↑↓ choose · tab complete · enter take · esc back'),
  ];
  return [head + value, below.join('\n')];
});
