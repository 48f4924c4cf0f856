import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Built by set-up when a source has changed; `npx vite` in this folder serves it against a running graph. */
const graph = process.env.GRAPH ?? 'http://127.0.0.1:4000';

export default defineConfig({
  plugins: [react()],
  build: { outDir: 'dist', manifest: true, target: 'es2023', chunkSizeWarningLimit: 1_200 },
  server: { proxy: { '/graphql': graph, '/auth': graph, '/api': graph } },
});
