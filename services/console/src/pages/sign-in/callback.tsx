/** Where the issuer sends people back to. */
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { Failure } from '../../kit/failure.tsx';
import { Waiting } from '../../kit/waiting.tsx';
import { returnFromIssuer } from '../../session/oidc.ts';
import { keep, signInSettings } from '../../session/session.ts';

export default function Callback() {
  const navigate = useNavigate();
  const isBegun = useRef(false);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    // A code is good once.
    if (isBegun.current) return;
    isBegun.current = true;
    const enter = async () => {
      const { oidc } = await signInSettings();
      if (!oidc) throw new Error('no issuer is set here');
      const { session, backTo } = await returnFromIssuer(oidc);
      keep(session);
      navigate(backTo, { replace: true });
    };
    enter().catch(setFailure);
  }, [navigate]);
  return failure ? <Failure error={failure} again={() => navigate('/sign-in')} /> : <Waiting rows={2} />;
}
