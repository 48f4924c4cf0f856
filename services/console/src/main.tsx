import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { chosenLanguage, rememberLanguage } from './language/chosen.ts';
import { keepFocus } from './shell/keep-focus.ts';

rememberLanguage(chosenLanguage());
keepFocus();
const root = document.querySelector('#root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
