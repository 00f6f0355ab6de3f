/** The key that a release is signed with. */
export interface SigningKey {
  /** Its armored private key. */
  readonly armored: string;
  /** Undefined where the key has none. */
  readonly passphrase: string | undefined;
}

/** The key in RELEASE_SIGNING_KEY, with its RELEASE_SIGNING_PASSPHRASE; undefined where none is given. */
export function signingKey(env: NodeJS.ProcessEnv): SigningKey | undefined {
  const armored = env.RELEASE_SIGNING_KEY;
  return armored ? { armored, passphrase: env.RELEASE_SIGNING_PASSPHRASE || undefined } : undefined;
}

/** A detached signature in OpenPGP's binary form, as registries want it. */
export async function sign(text: string, { armored, passphrase }: SigningKey): Promise<Buffer> {
  const { createMessage, decryptKey, readPrivateKey, sign: signMessage } = await import('openpgp');
  const read = await readPrivateKey({ armoredKey: armored });
  const privateKey = passphrase === undefined ? read : await decryptKey({ privateKey: read, passphrase });
  const message = await createMessage({ binary: Buffer.from(text) });
  return Buffer.from(await signMessage({ message, signingKeys: privateKey, detached: true, format: 'binary' }));
}
