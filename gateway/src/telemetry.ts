/** @apollo/gateway reports home unless this is set before it is constructed; importing this file sets it. */
import { env } from 'node:process';

env.APOLLO_TELEMETRY_DISABLED = 'true';
