/**
 * fast-check with a seed: the properties try the same cases in every run, so that a run tells about a change and not
 * about its luck. `PROPERTY_SEED=7 npm run units` tries others.
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 1) });

export default fc;
