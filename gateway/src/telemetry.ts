/** @apollo/gateway reports home unless this is set before it is constructed; importing this file sets it. */
process.env.APOLLO_TELEMETRY_DISABLED = 'true';
