/** What was typed cannot be the fingerprint of a key; nothing that was sealed could be by it. */
export class NoFingerprint extends Error {
  override readonly name = 'NoFingerprint'
}

/**
 * A key's fingerprint as people copy it from a page or a letter: in groups, in capitals, with colons.
 * @throws NoFingerprint
 */
export function typedFingerprint(typed: string): string {
  const key = typed.replaceAll(/[\s:]/g, '').toLowerCase()
  if (/^[0-9a-f]{64}$/.test(key)) return key
  throw new NoFingerprint(
    `“${typed}”不是公钥指纹：指纹有 64 位，每位 0 至 f。“${typed}” is no fingerprint of a key: one has 64 digits from 0 to f.`,
  )
}
