/** Whether what the verifier printed says that no work is left. */
export function isVerified(output: string): boolean {
  return (
    /^Verified: the old Redis has no work left\.\r?$/m.test(output) && !/^Not yet:/m.test(output)
  );
}
