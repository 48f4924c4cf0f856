/** `npm run -s issuer-key`: prints a new signing key for ISSUER_KEY_FILE, which all gateways share. It is a secret. */
import { newKey } from '@hh/gateway/issuer.ts';

console.log(JSON.stringify(await newKey()));
