/** A Ruby file beside the sources: its text. */
declare module '*.rb' {
  const text: string;
  export default text;
}
